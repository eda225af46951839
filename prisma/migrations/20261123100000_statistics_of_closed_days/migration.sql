-- CreateTable
CREATE TABLE "StatisticsDay" (
    "id" BIGSERIAL NOT NULL,
    "timeZone" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "organisationId" UUID,
    "meetings" INTEGER NOT NULL,
    "participants" INTEGER NOT NULL,
    "guests" INTEGER NOT NULL,
    "presentMs" BIGINT NOT NULL,
    "peak" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "neverConnected" INTEGER NOT NULL,

    CONSTRAINT "StatisticsDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatisticsVisit" (
    "id" BIGSERIAL NOT NULL,
    "timeZone" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "organisationId" UUID,
    "lastDay" DATE,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "StatisticsVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatisticsClosing" (
    "timeZone" TEXT NOT NULL,
    "nextDay" DATE NOT NULL,
    "through" DATE,
    "settledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StatisticsClosing_pkey" PRIMARY KEY ("timeZone")
);

-- CreateIndex: one row each, also where there is no organisation.
CREATE UNIQUE INDEX "StatisticsDay_timeZone_organisationId_day_key" ON "StatisticsDay"("timeZone", "organisationId", "day") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "StatisticsVisit_timeZone_organisationId_day_lastDay_key" ON "StatisticsVisit"("timeZone", "organisationId", "day", "lastDay") NULLS NOT DISTINCT;
CREATE INDEX "StatisticsDay_day_idx" ON "StatisticsDay"("day");
CREATE INDEX "StatisticsVisit_day_idx" ON "StatisticsVisit"("day");

-- AddForeignKey
ALTER TABLE "StatisticsDay" ADD CONSTRAINT "StatisticsDay_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "StatisticsVisit" ADD CONSTRAINT "StatisticsVisit_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who was there on a day is found by who came within the 24 hours before its end, and among the few who stayed longer.
CREATE INDEX "Attendance_long_idx" ON "Attendance"("joinedAt") WHERE "leftAt" - "joinedAt" > INTERVAL '24 hours';

-- When an account was last there, beside all that it ever attended.
DROP INDEX "Attendance_userId_idx";
CREATE INDEX "Attendance_userId_leftAt_idx" ON "Attendance"("userId", "leftAt") WHERE "userId" IS NOT NULL;
