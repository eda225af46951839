-- What a join asks of other places: those who wait, and those who were put out or refused.
CREATE INDEX "Attendance_waiting_idx" ON "Attendance"("occurrenceId") WHERE "state" = 'waiting' AND "leftAt" IS NULL;
CREATE INDEX "Attendance_turnedAway_idx" ON "Attendance"("occurrenceId", "deviceHash") WHERE "state" IN ('refused', 'removed');

-- Nothing asks by it for places without an account: a new place of a guest is not in it.
DROP INDEX "Attendance_userId_idx";
CREATE INDEX "Attendance_userId_idx" ON "Attendance"("userId") WHERE "userId" IS NOT NULL;
