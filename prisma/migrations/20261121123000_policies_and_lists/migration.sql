-- CreateEnum
CREATE TYPE "MeetingCreators" AS ENUM ('everybody', 'administrators', 'nobody');

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "meetingCreators" "MeetingCreators" NOT NULL DEFAULT 'everybody',
ADD COLUMN "defaultAccess" "MeetingAccess" NOT NULL DEFAULT 'public',
ADD COLUMN "guestsAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "addressesAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "sharingAllowed" BOOLEAN NOT NULL DEFAULT true;

-- Lists are searched and ordered without regard to case and accents, whatever the locale of the database.
CREATE FUNCTION fold_text(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(lower($1),
  'àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ',
  'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuy');

-- The order of the lists, and the key of their pages.
CREATE INDEX "Organisation_list_idx" ON "Organisation"((left(fold_text(name), 48)) COLLATE "C", id);
CREATE INDEX "User_list_idx" ON "User"((left(fold_text(name), 48)) COLLATE "C", id);
CREATE INDEX "User_organisation_list_idx" ON "User"("organisationId", (left(fold_text(name), 48)) COLLATE "C", id);
CREATE INDEX "User_administrators_idx" ON "User"("organisationId") WHERE role = 'administrator' OR "platformAdministrator";
CREATE INDEX "Meeting_list_idx" ON "Meeting"((coalesce("lastUsedAt", "createdAt")) DESC, id DESC);
CREATE INDEX "Meeting_organisation_list_idx" ON "Meeting"("organisationId", (coalesce("lastUsedAt", "createdAt")) DESC, id DESC);

-- Search within words. Without the extension, which is part of PostgreSQL's contrib, searching works and is slower.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "User_search_idx" ON "User" USING gin ((fold_text(name || ' ' || email)) gin_trgm_ops);
  CREATE INDEX "Meeting_search_idx" ON "Meeting" USING gin ((fold_text(coalesce(name, '') || ' ' || slug)) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE WARNING 'pg_trgm cannot be created: lists are searched without an index';
END
$$;
