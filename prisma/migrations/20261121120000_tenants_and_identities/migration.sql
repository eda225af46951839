-- AlterTable
ALTER TABLE "User" ADD COLUMN "platformAdministrator" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "local" BOOLEAN NOT NULL DEFAULT true;

-- Whoever administered before administered everything.
UPDATE "User" SET "platformAdministrator" = true WHERE role = 'administrator';

-- One local account per address.
DROP INDEX "User_email_key";
CREATE UNIQUE INDEX "User_email_local_key" ON "User"(email) WHERE "local";
CREATE INDEX "User_email_idx" ON "User"("email");

-- CreateTable
CREATE TABLE "OrganisationDomain" (
    "domain" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,

    CONSTRAINT "OrganisationDomain_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "OrganisationSiret" (
    "siret" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,

    CONSTRAINT "OrganisationSiret_pkey" PRIMARY KEY ("siret")
);

-- CreateTable
CREATE TABLE "Identity" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateIndex
CREATE INDEX "OrganisationDomain_organisationId_idx" ON "OrganisationDomain"("organisationId");
CREATE INDEX "OrganisationSiret_organisationId_idx" ON "OrganisationSiret"("organisationId");
CREATE INDEX "Identity_userId_idx" ON "Identity"("userId");

-- AddForeignKey
ALTER TABLE "OrganisationDomain" ADD CONSTRAINT "OrganisationDomain_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OrganisationSiret" ADD CONSTRAINT "OrganisationSiret_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
