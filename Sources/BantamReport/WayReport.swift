import BantamDiagnostics
import BantamSession
import BantamSystem

/// The way from the segment to the payment, for people.
public struct WayReport {
  public let way: LeadWay

  public init(_ way: LeadWay) { self.way = way }

  public func text(width: Int?, isColoured: Bool) -> String {
    var text = headline
    if way.isEmpty {
      return text + """

        Nobody is a member of a campaign yet, and no event is noted. `bantam run` makes members and leads of the
        audience; `bantam event` notes what follows: offers, orders, invoices, payments.

        """
    }
    if way.addedByHand > 0 {
      text += "The audience includes \(counted(way.addedByHand, "contact")) added by hand.\n"
    }
    for section in way.sections + (way.total.map { [$0] } ?? []) {
      text += "\n" + bold(printable(section.title), isColoured) + "\n"
      if section.isQuiet {
        text +=
          "  \(counted(section.steps.first?.contacts ?? 0, "contact")) in the audience; nothing has happened yet.\n"
        continue
      }
      text += steps(section, width: width).text(width: width, isColoured: isColoured)
      for funnel in section.funnels {
        text += "\n" + stages(funnel).text(width: width, isColoured: isColoured)
      }
    }
    return text
  }

  private var headline: String {
    let instant = Timestamp.text(ofInstant: way.asOf, in: ZoneRules(name: way.zone) ?? .utc)
    var text = "As of \(instant)"
    if let from = way.from { text += ", from \(from)" }
    if let to = way.to { text += ", to \(to)" }
    return text + ".\n"
  }

  // MARK: Steps

  /// Orders are left out where people go from the accepted offer to the invoice, and parts of nothing.
  private func isShown(_ section: LeadWay.Section, _ index: Int) -> Bool {
    let step = section.steps[index]
    switch step.kind {
    case .main: return step.contacts > 0 || step.name != "orders"
    case .part: return (section.base(of: index)?.contacts ?? 0) > 0 || step.contacts > 0
    case .other: return true
    }
  }

  private static let barWidth = 24
  /// Narrower terminals show no bars.
  private static let leastWidth = 112

  private func steps(_ section: LeadWay.Section, width: Int?) -> Table {
    let showsBars = (width ?? .max) >= Self.leastWidth
    var table = Table([
      .init("step"), .init("contacts", .right), .init("of the audience", .right), .init("of the step before", .right),
      .init("number", .right), .init("amount \(way.currency)", .right),
    ])
    if showsBars { table.columns.insert(.init(""), at: 2) }
    let first = section.steps.first?.contacts ?? 0
    for (index, step) in section.steps.enumerated() where isShown(section, index) {
      let base = section.base(of: index)
      var row = [
        (step.kind == .part ? "  " : "") + step.name, grouped(step.contacts),
        step.kind == .other ? "" : percentage(step.contacts, of: first),
        base.map { percentage(step.contacts, of: $0.contacts) } ?? "",
        step.count.map(grouped) ?? "", step.amount.map(moneyText) ?? "",
      ]
      if showsBars {
        row.insert(step.kind == .main ? bar(step.contacts, of: first, width: Self.barWidth) : "", at: 2)
      }
      table.rows.append(row)
    }
    return table
  }

  // MARK: Stages

  private func stages(_ funnel: LeadWay.FunnelFigures) -> Table {
    var table = Table([
      .init("stage"), .init("handled by"), .init("reached", .right), .init("of the stage before", .right),
      .init("there now", .right), .init("median", .right), .init("mean", .right), .init("longest", .right),
      .init("overdue"),
    ])
    for stage in funnel.stages {
      let before = stage.before.map { funnel.stages[$0].reached }
      table.rows.append([
        stage.name, stage.team ?? "", grouped(stage.reached), before.map { percentage(stage.reached, of: $0) } ?? "",
        grouped(stage.now), stay(stage.median), stay(stage.mean), stay(stage.longest), overdue(stage),
      ])
    }
    return table
  }

  private func stay(_ milliseconds: Int64?) -> String { milliseconds.map(stayText) ?? "" }

  private func overdue(_ stage: LeadWay.StageFigures) -> String {
    guard let overdue = stage.overdue, overdue > 0 else { return "" }
    return grouped(overdue) + (stage.suggestion.map { ": \($0)" } ?? "")
  }
}

/// A long time in the unit that suits it, rounded half up: `12.5 days`, `3.2 hours`, `5 minutes`.
func stayText(_ milliseconds: Int64) -> String {
  func inUnits(_ unit: Int64, _ name: String) -> String {
    let tenths = (milliseconds * 10 + unit / 2) / unit
    let fraction = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
    return "\(grouped(Int(tenths / 10)))\(fraction) \(name)\(tenths == 10 ? "" : "s")"
  }
  if milliseconds >= millisecondsPerDay { return inUnits(millisecondsPerDay, "day") }
  if milliseconds >= 3_600_000 { return inUnits(3_600_000, "hour") }
  let minutes = milliseconds / 60_000
  return "\(minutes) minute\(minutes == 1 ? "" : "s")"
}
