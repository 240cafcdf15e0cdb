import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// Field declarations.
extension Checker {
  mutating func collectFields(_ node: SyntaxNode, isPrelude: Bool) {
    let context = Context(rawValue: node.name(after: "of").map { node.text($0) } ?? "contact") ?? .contact
    for field in node.nodes(.field) { collectField(field, context, isPrelude) }
  }

  private mutating func collectField(_ node: SyntaxNode, _ context: Context, _ isPrelude: Bool) {
    guard let nameToken = node.token(.name), let typeNode = node.first(.type), let type = valueType(typeNode) else {
      return
    }
    let name = node.text(nameToken)
    let span = node.span(nameToken)
    let id = program.fields.count
    var field = Field(
      name: name, label: label(node), type: type, context: context, source: .column(name), isBuiltIn: isPrelude,
      documentation: node.documentation, span: span)
    if let columns = node.first(.columns) {
      field.source = columnSource(columns, type, name: name)
    } else if type == .location {
      field.source = .columns(latitude: name + "_latitude", longitude: name + "_longitude")
    }
    if let computation = node.first(.domainComputation) ?? node.first(.numberComputation) {
      computedFields.append((id, computation))
    }
    program.fields.append(field)
    if context == .activity {
      enterActivityField(name, id, span)
    } else if case .field(let earlier)? = symbols[name], program.fields[earlier].isBuiltIn, !isPrelude {
      symbols[name] = .field(id)
    } else {
      declare(name, .field(id), at: span)
    }
  }

  private mutating func enterActivityField(_ name: String, _ id: FieldID, _ span: Span) {
    if let earlier = activityFields[name], !program.fields[earlier].isBuiltIn {
      return report(.duplicate(name, what: "field", span, first: program.fields[earlier].span))
    }
    activityFields[name] = id
  }

  private mutating func columnSource(_ node: SyntaxNode, _ type: ValueType, name: String) -> FieldSource {
    let names = node.tokens(.string).map { node.unquoted($0) }
    if type == .location, names.count == 2 { return .columns(latitude: names[0], longitude: names[1]) }
    if type == .location || names.count != 1 { report(.wrongColumns(name, isLocation: type == .location, node.span)) }
    return .column(names.first ?? name)
  }

  private mutating func valueType(_ node: SyntaxNode) -> ValueType? {
    switch node.words.first {
    case "text": return .text
    case "tags": return .tags
    case "integer": return .integer
    case "decimal": return .decimal
    case "money": return .money
    case "yes_no": return .yesNo
    case "date": return .date
    case "datetime": return .datetime
    case "location": return .location
    case "choice":
      if let texts = node.first(.texts) {
        let values = texts.tokens(.string).map { texts.unquoted($0) }
        if values.isEmpty { report(.emptyList(texts.span)) }
        return .choice(values)
      }
      guard let name = node.name(after: "list") else { return nil }
      pendingChoices.append((program.fields.count, node, name))
      return .choice([])
    default: return nil
    }
  }

  /// `choice from list NAME`: lists may be declared after the fields that use them.
  mutating func resolveChoices() {
    for (field, node, token) in pendingChoices {
      guard let id = list(node, token) else { continue }
      program.fields[field].type = .choice(program.lists[id].values)
    }
  }

  ///
  /// - Parameter field: the field that is tested, where a text may stand in the place of the list.
  mutating func list(_ node: SyntaxNode, _ token: Token, for field: Field? = nil) -> ListID? {
    let name = node.text(token)
    switch symbols[name] {
    case .list(let id)?: return id
    case nil where field != nil && nearestName(to: name, in: program.lists.map(\.name)) == nil:
      reportBareText(name, field, lists: program.lists.map(\.name), node.span(token))
    case let other?:
      report(.wrongSort(name, is: sort(of: other), wanted: "list", node.span(token), declared: span(of: other)))
    case nil:
      report(.unknownName(name, what: "list", known: program.lists.map(\.name), node.span(token)))
    }
    return nil
  }

  /// A word without quotes where a text of the field belongs.
  ///
  /// - Parameter lists: the names of all lists, where one can stand in the place of the text.
  mutating func reportBareText(_ name: String, _ field: Field?, lists: [String]?, _ span: Span) {
    guard let field else { return }
    var nearest = lists == nil ? nearestName(to: name, in: fieldNames) : nil
    var isChoice = false
    if case .choice(let choices) = field.type, let choice = nearestName(to: name, in: choices) {
      nearest = choice
      isChoice = true
    }
    report(.bareText(name, field: field.name, nearest: nearest, isChoice: isChoice, lists: lists, span))
  }

  mutating func checkComputation(_ id: FieldID, _ node: SyntaxNode) {
    let field = program.fields[id]
    if node.kind == .domainComputation {
      return checkDomain(id, field, node)
    }
    guard let expression = node.nodes.first else { return }
    guard [.integer, .decimal, .money].contains(field.type) else {
      let help = "declare `\(field.name)` as `integer`, `decimal` or `money`"
      return report(
        .wrongResult(field: field.name, type: field.type.name, gives: "a number", node.span, help: help))
    }
    var scope = Scope(context: field.context == .contact ? nil : field.context)
    guard let value = number(expression, &scope) else { return }
    fieldReads[id] = scope.reads.map(\.field)
    program.fields[id].source = .computed(.number(value.expression))
  }

  private mutating func checkDomain(_ id: FieldID, _ field: Field, _ node: SyntaxNode) {
    guard let token = node.name(after: "of"), let source = fieldID(node, token, in: field.context) else { return }
    let given = program.fields[source]
    guard given.type == .text else {
      let help = "`domain of` reads a `text` field such as `email`"
      return report(
        .wrongSource(field: given.name, type: given.type.name, wanted: "a text", node.span(token), help: help))
    }
    guard field.type == .text else {
      let help = "declare `\(field.name)` as `text`"
      return report(.wrongResult(field: field.name, type: field.type.name, gives: "a text", node.span, help: help))
    }
    fieldReads[id] = [source]
    program.fields[id].source = .computed(.domain(of: source))
  }

  private mutating func fieldID(_ node: SyntaxNode, _ token: Token, in context: Context) -> FieldID? {
    let name = node.text(token)
    if context == .activity, let id = activityFields[name] { return id }
    if case .field(let id)? = symbols[name] { return id }
    report(.unknownName(name, what: "field", known: fieldNames, node.span(token)))
    return nil
  }

  var fieldNames: [String] { symbols.compactMap { if case .field = $0.value { $0.key } else { nil } }.sorted() }

  /// What a condition can name, for a did-you-mean; sorted once, as one error may come a thousand times.
  var knownNames: [String] {
    mutating get {
      if let names = sortedNames { return names }
      // What the rules declare themselves comes before the built-in fields.
      var (own, builtIn): ([String], [String]) = ([], [])
      for (name, symbol) in symbols {
        switch symbol {
        case .field(let id): if program.fields[id].isBuiltIn { builtIn.append(name) } else { own.append(name) }
        case .segment: own.append(name)
        case .list, .place: break
        }
      }
      let names = own.sorted() + builtIn.sorted()
      sortedNames = names
      return names
    }
  }

  /// So many calculations may stand behind each other: later stages walk through them.
  private static let maximumCalculations = 50

  mutating func checkFieldCycles() {
    let (reads, fields) = (fieldReads, program.fields)
    let order = reportCycles(
      reads.keys.sorted(), edges: { reads[$0] ?? [] }, name: { fields[$0].name }, span: { fields[$0].span })
    var depths: [FieldID: Int] = [:]
    for id in order {
      let depth = (reads[id] ?? []).reduce(0) { max($0, depths[$1] ?? 0) } + (reads[id] == nil ? 0 : 1)
      if depth == Self.maximumCalculations + 1 {
        report(.longCalculation(field: fields[id].name, most: Self.maximumCalculations, fields[id].span))
      }
      depths[id] = depth
    }
  }

  /// Depth-first search with an own stack; each cycle is reported once, at its first member. Gives all that were met,
  /// each after those it leads to.
  @discardableResult
  mutating func reportCycles(
    _ roots: [Int], edges: (Int) -> [Int], name: (Int) -> String, span: (Int) -> Span
  ) -> [Int] {
    var order: [Int] = []
    var state: [Int: Int] = [:]
    var found: [NameError] = []
    for root in roots where state[root] == nil {
      var path: [(id: Int, next: [Int])] = [(root, edges(root))]
      state[root] = 1
      while let last = path.indices.last {
        guard let next = path[last].next.popLast() else {
          state[path[last].id] = 2
          order.append(path[last].id)
          path.removeLast()
          continue
        }
        if state[next] == 1 {
          // Each way back is an error: of thousands, on a way of thousands, only those are made that can be reported.
          guard found.count < Self.maximumErrors, let start = path.firstIndex(where: { $0.id == next }) else {
            continue
          }
          let circle = path[start...]
          let shown = circle.prefix(circle.count > 10 ? 9 : 10).map { name($0.id) } + [name(next)]
          found.append(.cycle(shown, count: circle.count + 1, span(next)))
        } else if state[next] == nil {
          state[next] = 1
          path.append((next, edges(next)))
        }
      }
    }
    for error in found { report(error) }
    return order
  }
}
