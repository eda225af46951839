-- Who vouches for somebody in a meeting: the identity provider of their session, and the host who let them in.
ALTER TABLE "Attendance" ADD COLUMN "vouchedBy" TEXT, ADD COLUMN "letInBy" TEXT;
