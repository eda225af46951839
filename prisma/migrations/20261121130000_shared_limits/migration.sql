-- Counts that a crash of the database may lose: they only begin anew.
CREATE UNLOGGED TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "lastTokenId" TEXT;
