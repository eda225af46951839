-- An identity provider ends its sessions here (OpenID Connect Back-Channel Logout 1.0).
ALTER TABLE "Session" ADD COLUMN "sid" TEXT, ADD COLUMN "deviceHash" BYTEA;

CREATE INDEX "Session_provider_sid_idx" ON "Session"("provider", "sid");

CREATE TABLE "LogoutReceipt" (
    "tokenHash" BYTEA NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LogoutReceipt_pkey" PRIMARY KEY ("tokenHash")
);
