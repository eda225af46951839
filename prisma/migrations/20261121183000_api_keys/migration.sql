-- What lets a program use the API for an organisation: the row holds the key's SHA-256 and how it begins.
CREATE TABLE "ApiKey" (
  "id" UUID NOT NULL,
  "organisationId" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "start" TEXT NOT NULL,
  "keyHash" BYTEA NOT NULL,
  "scopes" TEXT[],
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "lastUsedAt" TIMESTAMPTZ(3),
  CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ApiKey_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "ApiKey_keyHash_key" ON "ApiKey"("keyHash");
CREATE INDEX "ApiKey_organisationId_idx" ON "ApiKey"("organisationId");
CREATE INDEX "ApiKey_expiresAt_idx" ON "ApiKey"("expiresAt");
