import BantamLeads
import BantamProgram
import BantamStore

/// Contacts back at the first stage of their funnel: no leads any more, by whichever way they came there.
extension Desk {
  /// The campaigns on a track that a contact is a lead of.
  func memberships(of contact: SQLValue, on track: Track) throws(StoreError) -> [String] {
    var names: [String] = []
    for id in campaigns(on: track) {
      let name = program.campaigns[id].name
      if try store.isMember(contact, of: name) { names.append(name) }
    }
    return names
  }

  /// Takes a contact out of the campaigns on a track; no run brings back by itself who was demoted. Inside `journaled`.
  func demote(_ contact: SQLValue, on track: Track, _ log: RunLog, _ writer: ProcessWriter) throws(StoreError) {
    for id in campaigns(on: track) {
      let number = try store.ensureCampaign(.init(bare: program.campaigns[id], program))
      try writer.run(
        """
        INSERT INTO bantam_member_edit(campaign_id, contact_id, edit, actor, at, reason)
        VALUES (?, ?, 'remove', ?, ?, 'demoted')
        ON CONFLICT DO UPDATE SET edit = 'remove', actor = excluded.actor, at = excluded.at, reason = excluded.reason
        """, [.integer(number), contact, .text(log.record.actor), .text(log.at)])
      for table in ["bantam_member", "bantam_assignment"] {
        try writer.run("DELETE FROM \(table) WHERE campaign_id = ? AND contact_id = ?", [.integer(number), contact])
      }
    }
  }
}
