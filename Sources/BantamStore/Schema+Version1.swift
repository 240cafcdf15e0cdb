extension Schema {
  /// Times are ISO 8601 with `Z`, dates ISO 8601, yes/no 0 or 1, tags separated by `;`, money and decimals NUMERIC.
  static let contactsVersion1 = """
    CREATE TABLE contact(
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('company', 'person')),
      company_id INTEGER REFERENCES contact(id) ON DELETE SET NULL,
      name TEXT, first_name TEXT, last_name TEXT, email TEXT, phone TEXT, website TEXT,
      street TEXT, postcode TEXT, city TEXT, state TEXT, country TEXT, latitude REAL, longitude REAL,
      language TEXT, source TEXT, created_at TEXT, updated_at TEXT, last_activity_at TEXT,
      legal_form TEXT, industry TEXT, industry_code TEXT, employees INTEGER, revenue NUMERIC, founded INTEGER,
      customer_number TEXT,
      salutation TEXT, gender TEXT, birth_date TEXT, job_title TEXT, department TEXT, seniority TEXT, education TEXT,
      tags TEXT, notes TEXT, owner TEXT
    );
    CREATE INDEX contact_company ON contact(company_id) WHERE company_id IS NOT NULL;
    CREATE INDEX contact_email ON contact(email) WHERE email IS NOT NULL;
    CREATE TABLE activity(
      id INTEGER PRIMARY KEY,
      contact_id INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      at TEXT NOT NULL,
      detail TEXT,
      amount NUMERIC
    );
    CREATE INDEX activity_contact ON activity(contact_id, at);
    """

  static let besideVersion1 = """
    CREATE TABLE bantam_schema(version INTEGER NOT NULL, has_contacts INTEGER NOT NULL CHECK (has_contacts IN (0, 1)));
    CREATE TABLE bantam_field(
      "table" TEXT NOT NULL, "column" TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, context TEXT NOT NULL,
      label TEXT,
      PRIMARY KEY ("table", "column")
    ) WITHOUT ROWID;
    CREATE TABLE bantam_run(
      id INTEGER PRIMARY KEY,
      started_at TEXT NOT NULL,
      as_of TEXT NOT NULL,
      rules_hash TEXT NOT NULL,
      program_version TEXT NOT NULL,
      contacts INTEGER NOT NULL,
      inserted INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      deleted INTEGER NOT NULL
    );
    CREATE TABLE bantam_campaign(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      label TEXT, project TEXT, funnel TEXT, score TEXT, purpose TEXT,
      disciplines TEXT NOT NULL DEFAULT '[]'
    );
    CREATE TABLE bantam_member(
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id) ON DELETE CASCADE,
      contact_id NOT NULL,
      origin TEXT NOT NULL DEFAULT 'rule' CHECK (origin IN ('rule', 'hand')),
      status TEXT,
      joined_at TEXT NOT NULL,
      responded_at TEXT,
      run_id INTEGER REFERENCES bantam_run(id),
      grade TEXT,
      total NUMERIC, low NUMERIC, high NUMERIC, completeness NUMERIC,
      points TEXT, next_question TEXT, veto TEXT,
      PRIMARY KEY (campaign_id, contact_id)
    ) WITHOUT ROWID;
    CREATE TABLE bantam_consent(
      id INTEGER PRIMARY KEY,
      contact_id NOT NULL,
      purpose TEXT NOT NULL,
      basis TEXT NOT NULL CHECK (basis IN ('consent', 'contract', 'legitimate interest')),
      given_at TEXT, withdrawn_at TEXT, source TEXT
    );
    CREATE INDEX bantam_consent_purpose ON bantam_consent(purpose, contact_id);
    CREATE INDEX bantam_consent_contact ON bantam_consent(contact_id);
    CREATE TABLE bantam_objection(
      id INTEGER PRIMARY KEY, contact_id NOT NULL, purpose TEXT, at TEXT, reason TEXT
    );
    CREATE INDEX bantam_objection_contact ON bantam_objection(contact_id);
    CREATE TABLE bantam_suppression(
      id INTEGER PRIMARY KEY, channel TEXT NOT NULL, address TEXT, contact_id, reason TEXT, at TEXT,
      CHECK (address IS NOT NULL OR contact_id IS NOT NULL)
    );
    CREATE INDEX bantam_suppression_channel ON bantam_suppression(channel, address);
    CREATE TABLE bantam_stage(
      funnel TEXT NOT NULL,
      project TEXT NOT NULL DEFAULT '',
      contact_id NOT NULL,
      stage TEXT NOT NULL,
      since TEXT NOT NULL,
      PRIMARY KEY (funnel, project, contact_id)
    ) WITHOUT ROWID;
    CREATE INDEX bantam_stage_contact ON bantam_stage(contact_id);
    CREATE VIEW bantam_lead AS
      SELECT c.name AS campaign, m.contact_id, m.grade, m.total, m.low, m.high, m.completeness, m.points,
        m.next_question, m.veto, m.joined_at AS since, m.run_id
      FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
      WHERE m.total IS NOT NULL;
    CREATE VIEW bantam_lead_points AS
      SELECT c.name AS campaign, m.contact_id, d.value AS discipline, p.value AS points
      FROM bantam_member AS m
      JOIN bantam_campaign AS c ON c.id = m.campaign_id, json_each(c.disciplines) AS d
      JOIN json_each(m.points) AS p ON p.key = d.key
      WHERE m.total IS NOT NULL;
    """
}
