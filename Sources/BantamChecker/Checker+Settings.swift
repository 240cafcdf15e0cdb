import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Edition, settings, lists and places.
extension Checker {
  mutating func checkEdition(_ node: SyntaxNode) {
    guard let number = node.token(.integer), node.text(number) != "1" else { return }
    report(.unknownEdition(node.text(number), node.span(number)))
  }

  mutating func checkSettings(_ node: SyntaxNode) {
    for setting in node.nodes {
      if setting.kind == .lintSetting {
        checkLintSetting(setting)
        continue
      }
      if let earlier = settingSpans[setting.kind] {
        report(.repeatedSetting(settingName(setting), setting.span, first: earlier))
        continue
      }
      settingSpans[setting.kind] = setting.span
      switch setting.kind {
      case .currencySetting: program.settings.currency = setting.words.last ?? "EUR"
      case .zoneSetting:
        guard let token = setting.token(.string) else { continue }
        let name = setting.unquoted(token)
        if let rules = ZoneRules(name: name) {
          zone = rules
          program.settings.zone = name
        } else {
          report(.unknownZone(name, setting.span(token)))
        }
      case .asOfSetting: clock = setting.first(.moment)
      case .fiscalYearSetting: checkFiscalYear(setting)
      case .contactsSetting: checkContacts(setting)
      case .activitiesSetting:
        let names = setting.tokens(.string).map { setting.unquoted($0) }
        guard names.count == 2 else { continue }
        program.settings.activities = ActivityTable(table: names[0], contact: names[1], span: setting.span)
      default: break
      }
    }
  }

  /// Which codes there are is the linter's knowledge.
  private mutating func checkLintSetting(_ setting: SyntaxNode) {
    let names = setting.tokens(.name)
    guard names.count == 3, let level = LintLevel(rawValue: setting.text(names[2])) else { return }
    let code = setting.text(names[1])
    if let earlier = program.settings.lintLevels.first(where: { $0.code == code }) {
      report(.repeatedSetting("lint \(code)", setting.span, first: earlier.span))
    } else {
      program.settings.lintLevels.append(
        LintSetting(code: code, level: level, codeSpan: setting.span(names[1]), span: setting.span))
    }
  }

  private func settingName(_ setting: SyntaxNode) -> String {
    let words = setting.words
    switch words.first {
    case "as": return "as of"
    case "fiscal": return "fiscal year"
    case let word: return word ?? ""
    }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private mutating func checkFiscalYear(_ setting: SyntaxNode) {
    guard let token = setting.tokens(.name).last else { return }
    if let month = Self.months.firstIndex(of: setting.text(token).lowercased()) {
      program.settings.fiscalYearStart = month + 1
    } else {
      report(.unknownName(setting.text(token), what: "month", known: Self.months, setting.span(token)))
    }
  }

  private mutating func checkContacts(_ setting: SyntaxNode) {
    let names = setting.tokens(.string).map { setting.unquoted($0) }
    guard names.count == 2 else { return }
    let kind = setting.name(after: "of").flatMap { ContactKind(rawValue: setting.text($0)) }
    program.settings.contacts = ContactTable(table: names[0], key: names[1], kind: kind, span: setting.span)
  }

  // MARK: Lists and places

  mutating func collectList(_ node: SyntaxNode) {
    guard let head = head(node) else { return }
    var list = List(name: head.name, label: nil, values: [], path: nil, span: head.span)
    if let texts = node.first(.texts) {
      list.label = label(node)
      list.values = texts.tokens(.string).map { texts.unquoted($0) }
      if list.values.isEmpty { report(.emptyList(texts.span)) }
    } else if let path = node.tokens(.string).last {
      let names = node.tokens(.string)
      list.label = names.count > 1 ? node.unquoted(names[0]) : nil
      readFile(&list, node, path)
    }
    declare(head.name, .list(program.lists.count), at: head.span)
    program.lists.append(list)
  }

  private mutating func readFile(_ list: inout List, _ node: SyntaxNode, _ token: Token) {
    let path = node.unquoted(token)
    list.path = path
    let columns = node.nodes(.column).map { columnName($0) }
    do {
      let file = try readList(
        path, node.tree.source.path, columns.first?.name, columns.count > 1 ? columns[1].name : nil)
      if file.values == nil, let column = columns.first {
        return report(.unknownColumn(column.name, known: file.columns, path: path, column.span))
      }
      if columns.count > 1, file.parents == nil {
        return report(.unknownColumn(columns[1].name, known: file.columns, path: path, columns[1].span))
      }
      list.values = file.values ?? []
      list.parents = file.parents ?? []
      if list.values.isEmpty { report(.emptyList(node.span(token))) }
    } catch {
      report(.unreadableList(path: path, reason: "\(error)", node.span(token)))
    }
  }

  private func columnName(_ node: SyntaxNode) -> (name: String, span: Span) {
    if let token = node.token(.string) { return (node.unquoted(token), node.span(token)) }
    return (node.words.first ?? "", node.span)
  }

  mutating func collectPlace(_ node: SyntaxNode) {
    let numbers = node.nodes(.number).map { degrees($0) }
    guard let head = head(node), numbers.count == 2 else { return }
    if abs(numbers[0]) > 90 || abs(numbers[1]) > 180 { report(.badCoordinates(node.span)) }
    declare(head.name, .place(program.places.count), at: head.span)
    program.places.append(Place(name: head.name, latitude: numbers[0], longitude: numbers[1], span: head.span))
  }

  /// A `number` node as degrees.
  func degrees(_ node: SyntaxNode) -> Double {
    let text = node.tokens.map { node.text($0) }.joined().filter { $0 != "_" }
    return Double(text) ?? 0
  }
}
