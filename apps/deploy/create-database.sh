# Run once by the postgres image, when its volume is new: the API gets a database of its own, and no superuser.
psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres \
  -v password="$(cat /run/secrets/database-password)" <<'SQL'
CREATE ROLE parvis LOGIN PASSWORD :'password';
CREATE DATABASE parvis OWNER parvis;
REVOKE ALL ON DATABASE parvis FROM PUBLIC;
SQL
