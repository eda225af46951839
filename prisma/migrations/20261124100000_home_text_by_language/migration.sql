-- The home page's own words, one pair for each language; what was said once was shown in each.
ALTER TABLE "Branding" ADD COLUMN "home" JSONB NOT NULL DEFAULT '{}';

UPDATE "Branding"
SET "home" = jsonb_build_object(
  'fr', jsonb_build_object('title', "homeTitle", 'text', "homeText"),
  'en', jsonb_build_object('title', "homeTitle", 'text', "homeText"))
WHERE "homeTitle" IS NOT NULL AND "homeText" IS NOT NULL;
