ALTER TABLE "Organisation"
  ADD COLUMN "chatOffered" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "reactionsOffered" BOOLEAN NOT NULL DEFAULT true;
