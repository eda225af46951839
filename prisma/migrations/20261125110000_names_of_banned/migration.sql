-- The name under which somebody was banned, by which a host recognises whom to let in again.
ALTER TABLE "Ban" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';
