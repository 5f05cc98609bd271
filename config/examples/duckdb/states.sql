-- Makes journey states of three extracts of a CRM, one a line, for `waymark decide`:
--
--   duckdb < states.sql && waymark decide states.ndjson --rules rules
--
-- contacts.csv   email, company_id, lifecycle, role
-- companies.csv  id, name, employees
-- consents.csv   email, channel, answer (yes or no), at (2026-02-05T10:00:00Z, in UTC); the latest answer of a person and a channel counts
--
-- Where a table has no answer there is none in the state, and an opt-in channel stays closed. Nulls count as absent.
COPY (
  WITH answers AS (
    SELECT lower(trim(email)) AS journey, channel, {'given': arg_max(answer, "at") = 'yes', 'at': max("at")} AS answer
    FROM read_csv('consents.csv', types = {'answer': 'VARCHAR', 'at': 'VARCHAR'})
    GROUP BY ALL
  ), consents AS (
    SELECT journey, json_group_object(channel, answer) AS consent FROM answers GROUP BY journey
  )
  SELECT
    lower(trim(email)) AS journey,
    lifecycle AS stage,
    role AS persona,
    CASE WHEN companies.id IS NOT NULL
      THEN {'id': companies.id, 'name': companies.name, 'employees': employees} END AS account,
    consent
  FROM read_csv('contacts.csv', all_varchar = true) AS contacts
  LEFT JOIN read_csv('companies.csv', types = {'id': 'VARCHAR', 'name': 'VARCHAR'}) AS companies
    ON companies.id = company_id
  LEFT JOIN consents ON consents.journey = lower(trim(email))
  ORDER BY companies.id, journey
) TO 'states.ndjson' (FORMAT json);
