-- CreateTable: with room in each page of the table, for a row is added to again and again (HOT).
CREATE TABLE "PoorTime" (
    "organisationId" UUID NOT NULL,
    "quarter" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER NOT NULL,

    CONSTRAINT "PoorTime_pkey" PRIMARY KEY ("organisationId", "quarter")
) WITH (fillfactor = 70);

-- CreateIndex
CREATE INDEX "PoorTime_quarter_idx" ON "PoorTime"("quarter");

-- AddForeignKey
ALTER TABLE "PoorTime" ADD CONSTRAINT "PoorTime_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable: nobody measured it before.
ALTER TABLE "StatisticsDay" ADD COLUMN "poorSeconds" INTEGER NOT NULL DEFAULT 0;
