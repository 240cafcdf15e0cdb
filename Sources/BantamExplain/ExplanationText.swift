import BantamDiagnostics
import BantamReport

/// An explanation for people: aligned, and as wide as the terminal.
extension ContactExplanation {
  /// nil: no terminal, 100 columns.
  public func text(width: Int?, isColoured: Bool) -> String {
    let writer = ExplanationWriter(width: max(40, min(width ?? 100, 140)), isColoured: isColoured)
    let title = key == .null ? name : name.isEmpty ? key.text : "\(name) (\(key.text))"
    var text = writer.bold(printable(title)) + ", \(kind), as of \(asOf)\n"
    for section in sections {
      text += "\n"
      switch section {
      case .segment(let segment): text += writer.text(segment)
      case .campaign(let campaign): text += writer.text(campaign)
      case .score(let score): text += writer.text(score, indent: 0)
      }
    }
    return text
  }
}

/// A line of two columns: what is asked, and what the answer is.
private struct Line {
  var indent: Int
  var left: String
  var right = ""
}

private struct ExplanationWriter {
  let width: Int
  let isColoured: Bool

  func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  // MARK: Sections

  func text(_ segment: SegmentExplanation) -> String {
    var lines: [Line] = []
    add(segment.clause, 0, &lines)
    if let label = segment.label { lines[0].left += " – \(label)" }
    return columns(lines) + changes(segment.changes)
  }

  func text(_ campaign: CampaignExplanation) -> String {
    let title = campaign.label.map { "\(campaign.name) – \($0)" } ?? campaign.name
    let verdict = campaign.isLead ? "a lead" : "no lead: \(campaign.verdict)"
    var text = paragraph("\(title): \(verdict)", isBold: true)
    for edit in campaign.byHand { text += paragraph("  by hand: \(edit)", hanging: 4) }
    var lines: [Line] = []
    for step in campaign.steps {
      lines.append(Line(indent: 2, left: step.words, right: ([words(step)] + step.details).joined(separator: "; ")))
      guard let clause = step.clause else { continue }
      if step.words == "audience", clause.text == "all of these" {
        for part in clause.parts { add(part, 4, &lines) }
        addHidden(clause, 4, &lines)
      } else {
        add(clause, 4, &lines)
      }
    }
    text += columns(lines)
    if let changes = campaign.changes { text += self.changes(changes) }
    if let obstacle = campaign.obstacle {
      text += paragraph("Whatever its own values are, this keeps it out: \(obstacle).")
    }
    if let score = campaign.score { text += "\n" + self.text(score, indent: 2) }
    return text
  }

  private func words(_ step: CampaignExplanation.Step) -> String {
    let isAudience = step.words == "audience"
    switch step.outcome {
    case .passed: return isAudience ? "yes" : "no"
    case .takenOut: return isAudience ? "no: not in it" : "yes: taken out"
    case .alsoTakenOut: return "yes: would be taken out too"
    }
  }

  func text(_ score: ScoreExplanation, indent: Int) -> String {
    let pad = String(repeating: " ", count: indent)
    let label = score.label.map { " – \($0)" } ?? ""
    let grade = score.grade.map { ", grade \($0)" } ?? ""
    var text = paragraph(
      "\(pad)\(score.name)\(label): \(decimalText(score.total, places: 4)) of 100\(grade)", isBold: true)
    text += ledger(score, pad)
    if score.isRounded { text += paragraph("\(pad)Shares are rounded so that they add up to the total.") }
    if let veto = score.veto {
      text += paragraph("\(pad)The lowest grade, as a veto holds: \(veto.reason).")
      var lines: [Line] = []
      add(veto.clause, indent + 2, &lines)
      text += columns(lines)
    }
    if score.low != score.high {
      text += paragraph(
        "\(pad)If what is missing became known, the total could be anything from "
          + "\(decimalText(score.low, places: 4)) to \(decimalText(score.high, places: 4)) "
          + "(\(score.completeness) % of the weights rest on nothing missing)."
          + (score.nextQuestion.map { " Ask for \($0) first." } ?? ""))
    }
    if let next = score.nextGrade {
      text += paragraph(
        "\(pad)Grade \(next.name) begins at \(decimalText(next.from, places: 4)): "
          + "\(decimalText(next.distance, places: 4)) points more.")
    }
    if let changes = score.changes { text += self.changes(changes, pad) }
    return text
  }

  // MARK: Ledger

  private func ledger(_ score: ScoreExplanation, _ pad: String) -> String {
    var rows: [[String]] = []
    for discipline in score.disciplines {
      var given = discipline.lines.map { self.given($0, isOnly: discipline.lines.count == 1) }
      if let sum = discipline.sum, !given.isEmpty, sum.of != 100 || !(0...1_000_000).contains(sum.added) {
        given.append("together \(decimalText(sum.added, places: 4)) of \(sum.of)")
      }
      if let assessed = discipline.assessed {
        given =
          ["assessed \(assessed.words)"] + ["the rules give \(decimalText(assessed.rulePoints, places: 4)):"] + given
      }
      if given.isEmpty { given = ["no line holds"] }
      let figures = [
        discipline.name, String(discipline.weight), decimalText(discipline.points, places: 4),
        decimalText(discipline.share, places: 4),
      ]
      for (index, line) in given.enumerated() { rows.append((index == 0 ? figures : ["", "", "", ""]) + [line]) }
    }
    let weights = score.disciplines.reduce(0) { $0 + $1.weight }
    rows.append(["total", String(weights), "", decimalText(score.total, places: 4), ""])
    let titles = ["discipline", "weight", "points", "share", "given by"]
    let widths = titles.indices.dropLast().map { column in
      rows.reduce(displayWidth(titles[column])) { max($0, displayWidth($1[column])) }
    }
    func line(_ cells: [String]) -> String {
      let figures = widths.indices.map { filled(cells[$0], to: widths[$0], isLeft: $0 == 0) }
      let lead = pad + "  " + figures.joined(separator: "  ") + "  "
      return wrap(cells[4], to: width - displayWidth(lead)).enumerated().map { index, part in
        trimmedEnd((index == 0 ? lead : String(repeating: " ", count: displayWidth(lead))) + part) + "\n"
      }.joined()
    }
    let rule = pad + "  " + (widths + [8]).map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n"
    return line(titles) + rule + rows.map(line).joined()
  }

  private func given(_ line: DisciplineExplanation.Line, isOnly: Bool) -> String {
    let values = unique(line.clause.parts.isEmpty ? line.clause.values : line.clause.parts.flatMap(\.rests))
    let points = isOnly ? "" : "\(line.points < 0 ? "" : "+")\(decimalText(line.points, places: 4)): "
    return points + line.clause.text + (values.isEmpty ? "" : "  [\(values.joined(separator: "; "))]")
  }

  // MARK: Changes

  private func changes(_ changes: Changes, _ pad: String = "") -> String {
    guard changes.tried > 0 else { return "" }
    if changes.found.isEmpty {
      return paragraph(
        "\(pad)No single change and no pair of changes was found that would make it \(changes.goal) "
          + "(\(grouped(changes.tried)) tried).")
    }
    var text = paragraph(
      "\(pad)It would be \(changes.goal) with " + (changes.found.count == 1 ? "this change:" : "any of these changes:"))
    for found in changes.found {
      text += paragraph("\(pad)  \(found.joined(separator: ", and "))", hanging: pad.count + 4)
    }
    return text
  }

  // MARK: Trees

  private func add(_ clause: Clause, _ indent: Int, _ lines: inout [Line]) {
    let right = [clause.answer, clause.values.joined(separator: ", ")].filter { !$0.isEmpty }.joined(separator: "  ")
    lines.append(Line(indent: indent, left: clause.text, right: right))
    for part in clause.parts { add(part, indent + 2, &lines) }
    addHidden(clause, indent + 2, &lines)
  }

  private func addHidden(_ clause: Clause, _ indent: Int, _ lines: inout [Line]) {
    guard clause.hiddenCount > 0, !clause.parts.isEmpty else { return }
    lines.append(
      Line(
        indent: indent, left: "… \(clause.hiddenCount) more that \(clause.hiddenCount == 1 ? "does" : "do") not decide")
    )
  }

  /// The left column as wide as its longest line, at most three fifths of all; what is longer is wrapped.
  private func columns(_ lines: [Line]) -> String {
    let natural = lines.reduce(0) { max($0, $1.indent + displayWidth($1.left)) }
    let left = min(natural, width * 3 / 5)
    var text = ""
    for line in lines {
      let lefts = wrap(line.left, to: left - line.indent)
      let rights = wrap(line.right, to: width - left - 2)
      for index in 0..<max(lefts.count, rights.count) {
        let hanging = line.indent + (index > 0 ? 2 : 0)
        let cell = index < lefts.count ? String(repeating: " ", count: hanging) + lefts[index] : ""
        let answer = index < rights.count ? rights[index] : ""
        text += trimmedEnd(filled(cell, to: left, isLeft: true) + "  " + answer) + "\n"
      }
    }
    return text
  }

  private func paragraph(_ text: String, hanging: Int = 0, isBold: Bool = false) -> String {
    let indent = text.prefix { $0 == " " }
    let lines = wrap(String(text.dropFirst(indent.count)), to: width - max(indent.count, hanging))
    return lines.enumerated().map { index, line in
      let lead = index == 0 ? String(indent) : String(repeating: " ", count: max(indent.count, hanging))
      return lead + (isBold ? bold(line) : line) + "\n"
    }.joined()
  }

  /// Lines broken at single blanks; a word that is longer stays whole.
  private func wrap(_ text: String, to width: Int) -> [String] {
    let width = max(width, 12)
    var lines: [String] = []
    var line = ""
    for word in printable(text).split(separator: " ", omittingEmptySubsequences: false) {
      // Continued lines are two columns narrower, as they hang.
      let room = lines.isEmpty ? width : width - 2
      if !line.isEmpty, displayWidth(line) + 1 + displayWidth(String(word)) > room {
        lines.append(trimmedEnd(line))
        line = String(word)
      } else {
        line = line.isEmpty && lines.isEmpty && word.isEmpty ? "" : line.isEmpty ? String(word) : line + " " + word
      }
    }
    return lines + [trimmedEnd(line)]
  }

  private func filled(_ text: String, to width: Int, isLeft: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return isLeft ? text + blanks : blanks + text
  }

  private func trimmedEnd(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Clause {
  /// What the clause rests on, whose value it is in front: `Anna Schmidt (226): seniority = "Owner"`.
  fileprivate var rests: [String] {
    if parts.isEmpty { return values }
    let below = unique(parts.flatMap(\.rests))
    return holds == nil && !below.isEmpty ? ["\(text): \(below.joined(separator: ", "))"] : below
  }
}
