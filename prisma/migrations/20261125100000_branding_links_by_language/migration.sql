-- The legal pages of each language; what was listed once was shown in each.
ALTER TABLE "Branding" ADD COLUMN "legalPages" JSONB NOT NULL DEFAULT '{}';

UPDATE "Branding"
SET "legalPages" = jsonb_build_object('fr', "links", 'en', "links")
WHERE jsonb_array_length("links") > 0;
