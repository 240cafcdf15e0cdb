import BantamDiagnostics
import BantamSession
import BantamSystem

/// The way for programs.
extension WayReport {
  /// One JSON object. Times in seconds, amounts in the currency, shares as decimals of 1.
  public func json() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("as_of", Timestamp.text(ofInstant: way.asOf))
      writer.member("from", way.from)
      writer.member("to", way.to)
      writer.member("campaign", way.campaign)
      writer.member("currency", way.currency)
      writer.member("added_by_hand", way.addedByHand)
      writer.array("projects") { writer in for section in way.sections { write(section, &writer) } }
      writer.key("total")
      if let total = way.total { write(total, &writer) } else { writer.null() }
    }
    writer.endLine()
    return writer.text
  }

  private func write(_ section: LeadWay.Section, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("title", section.title)
      writer.member("project", section.project)
      writer.member("campaigns", strings: section.campaigns)
      writer.array("steps") { writer in
        for (index, step) in section.steps.enumerated() {
          writer.object { writer in
            writer.member("step", step.name)
            writer.member("part_of", step.kind == .part ? section.base(of: index)?.name : nil)
            writer.member("contacts", step.contacts)
            writer.member("number", step.count)
            writer.member("amount", decimal: step.amount, places: 4)
            writer.member("of_step_before", decimal: share(step, section.base(of: index)), places: 4)
            writer.member("of_audience", decimal: index == 0 ? nil : share(step, section.steps.first), places: 4)
          }
        }
      }
      writer.array("funnels") { writer in for funnel in section.funnels { write(funnel, &writer) } }
    }
  }

  private func write(_ funnel: LeadWay.FunnelFigures, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("funnel", funnel.name)
      writer.array("stages") { writer in
        for stage in funnel.stages {
          writer.object { writer in
            writer.member("stage", stage.name)
            writer.member("team", stage.team)
            writer.member("reached", stage.reached)
            writer.member("stage_before", stage.before.map { funnel.stages[$0].name })
            writer.member("of_stage_before", decimal: share(stage, funnel), places: 4)
            writer.member("now", stage.now)
            writer.member("median_seconds", stage.median.map { $0 / 1000 })
            writer.member("mean_seconds", stage.mean.map { $0 / 1000 })
            writer.member("longest_seconds", stage.longest.map { $0 / 1000 })
            writer.member("overdue", stage.overdue)
            writer.member("suggestion", stage.suggestion)
          }
        }
      }
    }
  }

  /// Steps and stages as rows, those of all projects last.
  public func csv() -> String {
    var table = Table(
      [
        "project", "kind", "name", "of", "contacts", "number", "amount", "of_step_before", "of_audience", "now",
        "median_seconds", "mean_seconds", "longest_seconds", "overdue",
      ].map { Table.Column($0) })
    for section in way.sections + (way.total.map { [$0] } ?? []) {
      for (index, step) in section.steps.enumerated() {
        table.rows.append([
          section.title, "step", step.name, step.kind == .part ? section.base(of: index)?.name ?? "" : "",
          String(step.contacts), step.count.map { String($0) } ?? "", decimal(step.amount),
          decimal(share(step, section.base(of: index))), index == 0 ? "" : decimal(share(step, section.steps.first)),
        ])
      }
      for funnel in section.funnels {
        for stage in funnel.stages {
          table.rows.append([
            section.title, "stage of \(funnel.name)", stage.name, stage.before.map { funnel.stages[$0].name } ?? "",
            String(stage.reached), "", "", decimal(share(stage, funnel)), "",
            String(stage.now), seconds(stage.median), seconds(stage.mean), seconds(stage.longest),
            stage.overdue.map { String($0) } ?? "",
          ])
        }
      }
    }
    return table.csv()
  }

  /// Ten-thousandths, rounded half up; nil for a share of nothing.
  private func share(_ step: LeadWay.Step, _ base: LeadWay.Step?) -> Int64? {
    guard let base, base.contacts > 0, step.kind != .other else { return nil }
    return Int64((step.contacts * 20_000 + base.contacts) / (base.contacts * 2))
  }

  private func share(_ stage: LeadWay.StageFigures, _ funnel: LeadWay.FunnelFigures) -> Int64? {
    guard let base = stage.before.map({ funnel.stages[$0].reached }), base > 0 else { return nil }
    return Int64((stage.reached * 20_000 + base) / (base * 2))
  }

  private func decimal(_ value: Int64?) -> String { value.map { decimalText($0, places: 4) } ?? "" }

  private func seconds(_ milliseconds: Int64?) -> String { milliseconds.map { String($0 / 1000) } ?? "" }
}
