-- Whether those who administer an organisation may enter its running meetings, and who has entered one so.
ALTER TABLE "Organisation" ADD COLUMN "administratorsEnter" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Attendance" ADD COLUMN "administrator" BOOLEAN NOT NULL DEFAULT false;
