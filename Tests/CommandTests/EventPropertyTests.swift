import Foundation
import SpecSupport
import Testing

@testable import bantam

/// What holds after any events.
struct EventPropertyTests {
  /// The stage is the last change's, and taking back all runs from the last to the first leaves nothing.
  @Test(arguments: [UInt64(1), 2, 3])
  func stagesFollowTheirChangesAndAllCanBeTakenBack(_ seed: UInt64) throws {
    let process = try LeadProcess()
    var random = SplitMix(seed: seed)
    process.bantam("run")
    let events = [
      "opportunity_opened", "offer_made", "offer_accepted", "demoted", "opportunity_lost", "payment_received",
    ]
    for step in 0..<40 {
      guard let event = events.randomElement(using: &random),
        let project = ["desks", "boxes"].randomElement(using: &random)
      else { continue }
      let contact = Int.random(in: 1...6, using: &random)
      process.bantam("event \(contact) \(event) --project \(project) --amount \(step)")
      if step % 10 == 9 { process.bantam("run") }
    }
    let stages = try process.rows("SELECT funnel, project, contact_id, stage FROM bantam_stage ORDER BY 1, 2, 3")
    let last = try process.rows(
      """
      SELECT funnel, project, contact_id, to_stage FROM bantam_stage_change
      WHERE id IN (SELECT max(id) FROM bantam_stage_change GROUP BY funnel, project, contact_id) ORDER BY 1, 2, 3
      """)
    #expect(stages == last)
    #expect(stages.count > 6)
    // Each change begins where the one before it ended.
    #expect(
      try process.rows(
        """
        SELECT id FROM (
          SELECT id, from_stage, lag(to_stage) OVER (PARTITION BY funnel, project, contact_id ORDER BY id) AS before
          FROM bantam_stage_change)
        WHERE before IS NOT NULL AND before <> from_stage
        """) == [])
    let runs = try process.rows("SELECT id FROM bantam_run WHERE command <> 'import' ORDER BY id DESC")
    for run in runs {
      let result = process.bantam("undo \(run)")
      #expect(result.status == .clean, "\(result.errors)")
    }
    let rest = try process.dump().filter { !$0.hasPrefix("bantam_") }
    #expect(rest == [])
  }
}
