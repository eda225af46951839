-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "requiredAcr" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "requiredAmr" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "provider" TEXT,
ADD COLUMN "acr" TEXT,
ADD COLUMN "amr" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "idToken" TEXT;

-- CreateTable
CREATE TABLE "PendingSignIn" (
    "stateHash" BYTEA NOT NULL,
    "provider" TEXT NOT NULL,
    "deviceHash" BYTEA NOT NULL,
    "nonce" TEXT NOT NULL,
    "codeVerifier" TEXT,
    "returnTo" TEXT NOT NULL,
    "silent" BOOLEAN NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PendingSignIn_pkey" PRIMARY KEY ("stateHash")
);

-- CreateIndex
CREATE INDEX "PendingSignIn_expiresAt_idx" ON "PendingSignIn"("expiresAt");
