extension Schema {
  /// People name contacts by their e-mail address in any case.
  static let contactsVersion2 = """
    CREATE INDEX contact_email_nocase ON contact(email COLLATE NOCASE) WHERE email IS NOT NULL;
    """

  /// The lead process: hand-work, assessments, stages, events, and a journal that can be taken back.
  static let besideVersion2 = """
    ALTER TABLE bantam_run ADD COLUMN command TEXT NOT NULL DEFAULT 'run';
    ALTER TABLE bantam_run ADD COLUMN actor TEXT NOT NULL DEFAULT '';
    ALTER TABLE bantam_run ADD COLUMN detail TEXT NOT NULL DEFAULT '';
    ALTER TABLE bantam_run ADD COLUMN revision INTEGER;
    ALTER TABLE bantam_run ADD COLUMN campaign TEXT;
    ALTER TABLE bantam_run ADD COLUMN undoes INTEGER;
    ALTER TABLE bantam_run ADD COLUMN undone_by INTEGER;
    ALTER TABLE bantam_run ADD COLUMN changes BLOB;
    CREATE TABLE bantam_rules(hash TEXT PRIMARY KEY, files BLOB NOT NULL) WITHOUT ROWID;
    ALTER TABLE bantam_campaign ADD COLUMN suggestions TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE bantam_campaign ADD COLUMN snapshot_at TEXT;
    CREATE TABLE bantam_member_edit(
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL,
      edit TEXT NOT NULL CHECK (edit IN ('add', 'remove')),
      actor TEXT NOT NULL, at TEXT NOT NULL, reason TEXT,
      PRIMARY KEY (campaign_id, contact_id)
    ) WITHOUT ROWID;
    INSERT INTO bantam_member_edit
      SELECT campaign_id, contact_id, 'add', '', joined_at, NULL FROM bantam_member WHERE origin = 'hand';
    CREATE TABLE bantam_audience(
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL,
      PRIMARY KEY (campaign_id, contact_id)
    ) WITHOUT ROWID;
    CREATE TABLE bantam_assessment(
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL,
      discipline TEXT NOT NULL,
      points INTEGER CHECK (points BETWEEN 0 AND 100),
      actor TEXT NOT NULL, at TEXT NOT NULL, note TEXT
    );
    CREATE INDEX bantam_assessment_lead ON bantam_assessment(campaign_id, contact_id);
    CREATE TABLE bantam_grade_change(
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL,
      at TEXT NOT NULL,
      from_grade TEXT, to_grade TEXT, from_total NUMERIC, to_total NUMERIC
    );
    CREATE INDEX bantam_grade_change_lead ON bantam_grade_change(campaign_id, contact_id);
    CREATE TABLE bantam_assignment(
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL,
      owner TEXT NOT NULL, team TEXT, at TEXT NOT NULL, rule TEXT,
      PRIMARY KEY (campaign_id, contact_id)
    ) WITHOUT ROWID;
    CREATE INDEX bantam_assignment_contact ON bantam_assignment(contact_id);
    CREATE TABLE bantam_ledger(
      team TEXT NOT NULL, owner TEXT NOT NULL,
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      day TEXT NOT NULL, leads INTEGER NOT NULL, credit INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (team, owner, campaign_id, day)
    ) WITHOUT ROWID;
    CREATE TABLE bantam_event(
      id INTEGER PRIMARY KEY,
      contact_id NOT NULL,
      project TEXT NOT NULL DEFAULT '',
      campaign_id INTEGER REFERENCES bantam_campaign(id),
      kind TEXT NOT NULL,
      at TEXT NOT NULL,
      amount NUMERIC, reference TEXT, note TEXT, actor TEXT NOT NULL
    );
    CREATE INDEX bantam_event_contact ON bantam_event(contact_id);
    CREATE INDEX bantam_event_campaign ON bantam_event(campaign_id, kind) WHERE campaign_id IS NOT NULL;
    CREATE INDEX bantam_event_kind ON bantam_event(kind, project);
    ALTER TABLE bantam_stage ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE bantam_stage_change(
      id INTEGER PRIMARY KEY,
      funnel TEXT NOT NULL, project TEXT NOT NULL DEFAULT '',
      contact_id NOT NULL,
      from_stage TEXT, to_stage TEXT NOT NULL,
      at TEXT NOT NULL, event TEXT NOT NULL, actor TEXT NOT NULL, rule TEXT
    );
    CREATE INDEX bantam_stage_change_contact ON bantam_stage_change(contact_id);
    CREATE TABLE bantam_decision(
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL,
      suggestion TEXT NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'declined')),
      basis TEXT NOT NULL,
      actor TEXT NOT NULL, at TEXT NOT NULL, reason TEXT,
      PRIMARY KEY (campaign_id, contact_id, suggestion)
    ) WITHOUT ROWID;
    CREATE TABLE bantam_notification(
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES bantam_campaign(id),
      contact_id NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
    );
    CREATE TABLE bantam_erased(hash TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE bantam_salt(salt TEXT NOT NULL);
    DROP VIEW bantam_lead;
    CREATE VIEW bantam_lead AS
      SELECT c.name AS campaign, m.contact_id, m.grade, m.total, m.low, m.high, m.completeness, m.points,
        m.next_question, m.veto, m.joined_at AS since, m.run_id, a.owner, a.team
      FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
      LEFT JOIN bantam_assignment AS a ON a.campaign_id = m.campaign_id AND a.contact_id = m.contact_id
      WHERE m.total IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM bantam_stage AS s
        WHERE s.contact_id = m.contact_id AND s.funnel = c.funnel AND s.locked = 1
          AND s.project IN ('', ifnull(c.project, '')));
    CREATE VIEW bantam_suggestion AS
      SELECT l.campaign, l.contact_id, l.grade, s.value AS suggestion
      FROM bantam_lead AS l JOIN bantam_campaign AS c ON c.name = l.campaign
      JOIN json_each(c.suggestions, '$."' || l.grade || '"') AS s
      WHERE NOT EXISTS (
        SELECT 1 FROM bantam_decision AS d
        WHERE d.campaign_id = c.id AND d.contact_id = l.contact_id AND d.suggestion = s.value
          AND (d.basis = l.grade || ' ' || l.points OR d.verdict = 'accepted' AND substr(d.basis, 1, length(l.grade) + 1) = l.grade || ' '));
    CREATE VIEW bantam_opportunity AS
      SELECT e.contact_id, e.project, min(e.at) FILTER (WHERE e.kind = 'opportunity_opened') AS opened_at,
        max(e.at) FILTER (WHERE e.kind IN ('opportunity_won', 'offer_accepted', 'order_placed')) AS won_at,
        max(e.at) FILTER (WHERE e.kind = 'opportunity_lost') AS lost_at,
        sum(e.amount) FILTER (WHERE e.kind = 'opportunity_opened') AS amount
      FROM bantam_event AS e
      GROUP BY e.contact_id, e.project
      HAVING opened_at IS NOT NULL;
    """
}
