-- CreateEnum
CREATE TYPE "MutingRule" AS ENUM ('hosts', 'accounts', 'everybody');

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "muting" "MutingRule" NOT NULL DEFAULT 'hosts';

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "muting" "MutingRule" NOT NULL DEFAULT 'hosts';

-- AlterTable
ALTER TABLE "MeetingDefaults" ADD COLUMN "muting" "MutingRule" NOT NULL DEFAULT 'hosts';
