-- CreateEnum
CREATE TYPE "RetentionKind" AS ENUM ('names', 'attendances', 'sessions', 'links', 'bans', 'audit');

-- CreateTable
CREATE TABLE "RetentionRule" (
    "kind" "RetentionKind" NOT NULL,
    "days" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RetentionRule_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE INDEX "Occurrence_endedAt_idx" ON "Occurrence"("endedAt");
CREATE INDEX "Attendance_joinedAt_idx" ON "Attendance"("joinedAt");

-- What the statistics count of those who asked or were let in and never came, and what the purge of names looks for.
CREATE INDEX "Attendance_absent_idx" ON "Attendance"("admittedAt") WHERE "joinedAt" IS NULL;
CREATE INDEX "Attendance_named_idx" ON "Attendance"("occurrenceId") WHERE "name" <> '';
