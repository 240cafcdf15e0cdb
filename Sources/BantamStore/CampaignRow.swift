import BantamDiagnostics

/// A campaign's row in the database.
enum CampaignRow {
  /// The campaign's number, and whether its row is as it should be; nil where it is new.
  static func find(_ outcome: CampaignOutcome, in database: Database) throws(StoreError) -> (id: Int64, isSame: Bool)? {
    let stored = try database.prepare(
      """
      SELECT id, label, project, funnel, score, purpose, disciplines, suggestions FROM bantam_campaign WHERE name = ?
      """)
    try stored.bind(1, outcome.name)
    guard try stored.step() else { return nil }
    return (stored.integer(0), (1...7).map { stored.value($0) } == values(outcome))
  }

  /// Writes the row where it is new or changed; its number.
  static func store(_ outcome: CampaignOutcome, in database: Database) throws(StoreError) -> Int64 {
    if let found = try find(outcome, in: database) {
      if found.isSame { return found.id }
      let update = try database.prepare(
        """
        UPDATE bantam_campaign
        SET label = ?, project = ?, funnel = ?, score = ?, purpose = ?, disciplines = ?, suggestions = ? WHERE id = ?
        """)
      try update.bind(values(outcome) + [.integer(found.id)])
      try update.run()
      return found.id
    }
    let insert = try database.prepare(
      """
      INSERT INTO bantam_campaign(label, project, funnel, score, purpose, disciplines, suggestions, name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    try insert.bind(values(outcome) + [.text(outcome.name)])
    try insert.run()
    return database.lastInsertedKey
  }

  private static func values(_ outcome: CampaignOutcome) -> [SQLValue] {
    var disciplines = JSONWriter()
    disciplines.array { writer in for name in outcome.leads.disciplines { writer.string(name) } }
    return [outcome.label, outcome.project, outcome.funnel, outcome.score, outcome.purpose]
      .map { $0.map { SQLValue.text($0) } ?? .null }
      + [.text(disciplines.text), .text(outcome.suggestions)]
  }
}
