-- AlterEnum
ALTER TYPE "RetentionKind" ADD VALUE 'chat';

-- CreateTable
CREATE TABLE "ChatMessage" (
    "id" UUID NOT NULL,
    "occurrenceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "attendanceId" TEXT NOT NULL,
    "userId" UUID,
    "clientId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChatMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChatMessage_occurrenceId_number_key" ON "ChatMessage"("occurrenceId", "number");
CREATE UNIQUE INDEX "ChatMessage_attendanceId_clientId_key" ON "ChatMessage"("attendanceId", "clientId");
CREATE INDEX "ChatMessage_userId_idx" ON "ChatMessage"("userId");

-- AddForeignKey
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "Occurrence"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_attendanceId_fkey" FOREIGN KEY ("attendanceId") REFERENCES "Attendance"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
