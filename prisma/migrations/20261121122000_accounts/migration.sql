-- The language that mails to a person are written in: that of their last sign-in.
ALTER TABLE "User" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'fr';

-- What a session was last used with, in words, so that people recognise their own.
ALTER TABLE "Session" ADD COLUMN "browser" TEXT;
ALTER TABLE "Session" ADD COLUMN "system" TEXT;

CREATE TYPE "PasswordLinkPurpose" AS ENUM ('invitation', 'reset');

CREATE TABLE "PasswordLink" (
    "tokenHash" BYTEA NOT NULL,
    "userId" UUID NOT NULL,
    "purpose" "PasswordLinkPurpose" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "PasswordLink_pkey" PRIMARY KEY ("tokenHash")
);
CREATE INDEX "PasswordLink_userId_idx" ON "PasswordLink"("userId");
CREATE INDEX "PasswordLink_expiresAt_idx" ON "PasswordLink"("expiresAt");
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "SecondFactor" (
    "userId" UUID NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastCounter" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("userId")
);
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "RecoveryCode" (
    "userId" UUID NOT NULL,
    "codeHash" BYTEA NOT NULL,
    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("userId","codeHash")
);
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "SecondFactor"("userId") ON DELETE CASCADE ON UPDATE CASCADE;
