import BantamDiagnostics

/// An explanation for programs, with the same content; points are numbers with up to four decimal places.
extension ContactExplanation {
  public func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { write(to: &$0) }
    writer.endLine()
    return writer.bytes
  }

  /// Its members, inside an object that is open.
  public func write(to writer: inout JSONWriter) {
    writer.member("contact", key)
    writer.member("name", name)
    writer.member("kind", kind)
    writer.member("as_of", asOf)
    writer.array("explanations") { writer in
      for section in sections {
        writer.object { writer in
          switch section {
          case .segment(let segment): write(segment, &writer)
          case .campaign(let campaign): write(campaign, &writer)
          case .score(let score): write(score, &writer)
          }
        }
      }
    }
  }

  private func write(_ segment: SegmentExplanation, _ writer: inout JSONWriter) {
    writer.member("segment", segment.name)
    writer.member("label", segment.label)
    writer.object("condition") { write(segment.clause, &$0) }
    writer.object("changes") { write(segment.changes, &$0) }
  }

  private func write(_ campaign: CampaignExplanation, _ writer: inout JSONWriter) {
    writer.member("campaign", campaign.name)
    writer.member("label", campaign.label)
    writer.member("lead", campaign.isLead)
    writer.member("verdict", campaign.verdict)
    writer.member("by_hand", strings: campaign.byHand)
    writer.array("steps") { writer in
      for step in campaign.steps {
        writer.object { writer in
          writer.member("step", step.words)
          writer.member("outcome", step.outcome.rawValue)
          writer.member("details", strings: step.details)
          if let clause = step.clause { writer.object("condition") { write(clause, &$0) } }
        }
      }
    }
    writer.member("obstacle", campaign.obstacle)
    if let changes = campaign.changes { writer.object("changes") { write(changes, &$0) } }
    if let score = campaign.score { writer.object("qualification") { write(score, &$0) } }
  }

  private func write(_ score: ScoreExplanation, _ writer: inout JSONWriter) {
    writer.member("score", score.name)
    writer.member("label", score.label)
    writer.member("total", decimal: score.total, places: 4)
    writer.member("grade", score.grade)
    writer.array("ledger") { writer in
      for discipline in score.disciplines { writer.object { write(discipline, &$0) } }
    }
    writer.member("low", decimal: score.low, places: 4)
    writer.member("high", decimal: score.high, places: 4)
    writer.member("completeness_percent", score.completeness)
    writer.member("next_question", score.nextQuestion)
    if let veto = score.veto {
      writer.object("veto") { writer in
        writer.member("reason", veto.reason)
        writer.object("condition") { write(veto.clause, &$0) }
      }
    }
    if let next = score.nextGrade {
      writer.object("next_grade") { writer in
        writer.member("grade", next.name)
        writer.member("from", decimal: next.from, places: 4)
        writer.member("distance", decimal: next.distance, places: 4)
      }
    }
    if let changes = score.changes { writer.object("changes") { write(changes, &$0) } }
  }

  private func write(_ discipline: DisciplineExplanation, _ writer: inout JSONWriter) {
    writer.member("discipline", discipline.name)
    writer.member("weight", discipline.weight)
    writer.member("points", decimal: discipline.points, places: 4)
    writer.member("share", decimal: discipline.share, places: 4)
    writer.array("lines") { writer in
      for line in discipline.lines {
        writer.object { writer in
          writer.member("points", decimal: line.points, places: 4)
          write(line.clause, &writer)
        }
      }
    }
    if let sum = discipline.sum {
      writer.member("sum_to", sum.of)
      writer.member("sum", decimal: sum.added, places: 4)
    }
    if let assessed = discipline.assessed {
      writer.member("assessed", assessed.words)
      writer.member("rule_points", decimal: assessed.rulePoints, places: 4)
    }
  }

  private func write(_ clause: Clause, _ writer: inout JSONWriter) {
    writer.member("text", clause.text)
    writer.key("holds")
    if let holds = clause.holds { writer.bool(holds) } else { writer.null() }
    writer.member("missing", strings: clause.missing)
    writer.member("values", strings: clause.values)
    writer.member("not_shown", clause.hiddenCount)
    writer.array("parts") { writer in
      for part in clause.parts { writer.object { write(part, &$0) } }
    }
  }

  private func write(_ changes: Changes, _ writer: inout JSONWriter) {
    writer.member("goal", changes.goal)
    writer.member("tried", changes.tried)
    writer.array("found") { writer in
      for found in changes.found {
        writer.array { writer in for change in found { writer.string(change) } }
      }
    }
  }
}
