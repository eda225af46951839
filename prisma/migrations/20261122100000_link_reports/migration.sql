-- CreateEnum
CREATE TYPE "LinkQuality" AS ENUM ('good', 'poor', 'lost');

-- Unlogged: after a crash every page tells its own anew within a minute. With room in each page of the table, for a
-- row is written over again and again (HOT).
CREATE UNLOGGED TABLE "LinkReport" (
    "attendanceId" TEXT NOT NULL,
    "quality" "LinkQuality" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "toldAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "figures" JSONB NOT NULL,
    "browser" TEXT,
    "system" TEXT,

    CONSTRAINT "LinkReport_pkey" PRIMARY KEY ("attendanceId")
) WITH (fillfactor = 60);

-- AddForeignKey
ALTER TABLE "LinkReport" ADD CONSTRAINT "LinkReport_attendanceId_fkey" FOREIGN KEY ("attendanceId") REFERENCES "Attendance"("id") ON DELETE CASCADE ON UPDATE CASCADE;
