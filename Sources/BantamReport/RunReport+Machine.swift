import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// What a run found, for programs.
extension RunReport {
  /// One JSON object, with the best `top` leads of each campaign.
  public func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("as_of", Timestamp.text(ofInstant: result.plan.asOf))
      writer.member("contacts", result.contacts.count)
      writer.array("segments") { writer in
        for (index, segment) in result.plan.segments.enumerated() {
          writer.object { writer in
            writer.member("name", segment.name)
            writer.member("count", result.outcome.segments[index])
            if !result.outcome.restsOn.isEmpty { writer.member("only_missing", result.outcome.restsOn[index]) }
          }
        }
      }
      writer.array("campaigns") { writer in
        for campaign in result.campaigns { writer.object { write(campaign, &$0) } }
      }
      if let written = result.written {
        writer.object("written") { writer in
          writer.member("run", written.runID)
          writer.member("inserted", written.campaigns.reduce(0) { $0 + $1.leads.inserted })
          writer.member("updated", written.campaigns.reduce(0) { $0 + $1.leads.updated })
          writer.member("deleted", written.campaigns.reduce(0) { $0 + $1.leads.deleted })
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  private func write(_ campaign: CampaignResult, _ writer: inout JSONWriter) {
    writer.member("name", campaign.name)
    writer.member("audience", campaign.audience)
    writer.array("removed") { writer in
      for removed in campaign.removed {
        writer.object { writer in
          writer.member("cause", removed.cause.rawValue)
          writer.member("reason", removed.reason)
          writer.member("count", removed.count)
        }
      }
    }
    writer.member("leads", campaign.rows.count)
    guard let score = campaign.score, let outcome = result.outcome.scores[score] else { return }
    let plan = result.plan.scores[score]
    writer.object("grades") { writer in
      for (grade, count) in zip(plan.grades, campaign.gradeCounts) { writer.member(grade.name, count) }
    }
    writer.array("best") { writer in
      for index in campaign.best(top, result.outcome) {
        let lead = LeadFigures(plan, outcome, at: Int(campaign.places[index]), program)
        writer.object { writer in
          writer.member("contact", SQLValue(keyOf: Int(campaign.rows[index]), result.contacts.keys))
          writer.member("grade", lead.grade)
          writer.member("total", lead.total)
          writer.member("low", lead.low)
          writer.member("high", lead.high)
          writer.member("completeness", lead.completeness)
          writer.member("next_question", lead.question)
          writer.member("veto", lead.veto)
          writer.object("points") { writer in
            for (discipline, points) in zip(plan.disciplines, lead.points) { writer.member(discipline.name, points) }
          }
        }
      }
    }
  }

  /// All leads as CSV in the order of the keys, one block of lines per campaign, in pieces.
  public func csv(_ write: ([UInt8]) -> Void) {
    for campaign in result.campaigns {
      guard let score = campaign.score, let outcome = result.outcome.scores[score] else {
        write(Array("campaign,contact\n".utf8))
        for row in campaign.rows { write(Array(csvLine([campaign.name, key(row)]).utf8)) }
        continue
      }
      let plan = result.plan.scores[score]
      write(Array(csvLine(LeadLines.titles + plan.disciplines.map(\.name) + LeadLines.lastTitles).utf8))
      let lines = LeadLines(campaign: campaign.name, plan, outcome, keys: result.contacts.keys, program)
      lines.write(campaign.rows, campaign.places, threads: coreCount(), write)
    }
  }
}
