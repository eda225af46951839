-- CreateTable
CREATE TABLE "Branding" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "product" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "accentLight" TEXT,
    "accentDark" TEXT,
    "homeTitle" TEXT,
    "homeText" TEXT,
    "links" JSONB NOT NULL DEFAULT '[]',
    "logo" BYTEA,
    "logoType" TEXT,

    CONSTRAINT "Branding_pkey" PRIMARY KEY ("id")
);

-- There is one installation.
ALTER TABLE "Branding" ADD CONSTRAINT "Branding_one_check" CHECK ("id" = 1);
