-- CreateEnum
CREATE TYPE "PlaceState" AS ENUM ('waiting', 'admitted', 'refused', 'removed');

-- AlterEnum
ALTER TYPE "MeetingAccess" ADD VALUE 'trusted';
ALTER TYPE "MeetingAccess" ADD VALUE 'restricted';

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "microphoneAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "cameraAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "screenAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Occurrence" ADD COLUMN "locked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "askAll" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "state" "PlaceState" NOT NULL DEFAULT 'admitted',
ADD COLUMN "host" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "microphoneAllowed" BOOLEAN,
ADD COLUMN "cameraAllowed" BOOLEAN,
ADD COLUMN "screenAllowed" BOOLEAN,
ADD COLUMN "watchedAt" TIMESTAMPTZ(3),
ADD COLUMN "sourceHash" BYTEA;

-- AlterTable
ALTER TABLE "LiveEvent" ADD COLUMN "audience" TEXT;
