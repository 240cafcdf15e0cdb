import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// What a condition is asked of, inferred from the fields it reads.
extension Checker {
  /// Where a condition reads something of companies and something of persons only.
  struct Reads {
    var company: (name: String, span: Span)?
    var person: (name: String, span: Span)?
  }

  mutating func inferContext(_ declaration: Declaration) {
    let node = declaration.node
    if let kind = node.name(after: "of") {
      program.segments[declaration.index].context = Context(rawValue: node.text(kind)) ?? .contact
      return
    }
    guard let body = node.nodes.last else { return }
    program.segments[declaration.index].context = context(of: body)
  }

  /// The context of a condition, with an error where it reads both kinds.
  mutating func context(of body: SyntaxNode) -> Context {
    var reads = Reads()
    var seen: Set<SegmentID> = []
    collectReads(body, &reads, &seen, 0)
    if let company = reads.company, let person = reads.person {
      report(.mixedContexts(company: company.name, company.span, person: person.name, person.span))
      return .contact
    }
    return reads.company != nil ? .company : reads.person != nil ? .person : .contact
  }

  private func collectReads(_ node: SyntaxNode, _ reads: inout Reads, _ seen: inout Set<SegmentID>, _ depth: Int) {
    guard depth < 1_000 else { return }
    switch node.kind {
    case .persons:
      if reads.company == nil { reads.company = ("person { }", node.span) }
    case .company:
      if reads.person == nil { reads.person = ("company { }", node.span) }
    case .where: break
    case .path:
      let names = node.tokens(.name)
      guard let first = names.first else { return }
      if names.count > 1 {
        if reads.person == nil { reads.person = (node.text(first) + "." + node.text(names[1]), node.span) }
      } else {
        note(node.text(first), node.span(first), &reads, &seen, depth)
      }
    case .elapsed, .aggregate:
      if node.kind == .elapsed, let token = node.name(after: "since") { note(node.text(token), node.span(token), &reads, &seen, depth) }
      for child in node.nodes where child.kind != .where { collectReads(child, &reads, &seen, depth + 1) }
    default:
      for child in node.nodes { collectReads(child, &reads, &seen, depth + 1) }
    }
  }

  private func note(_ name: String, _ span: Span, _ reads: inout Reads, _ seen: inout Set<SegmentID>, _ depth: Int) {
    switch symbols[name] {
    case .field(let id)?:
      switch program.fields[id].context {
      case .company: if reads.company == nil { reads.company = (name, span) }
      case .person: if reads.person == nil { reads.person = (name, span) }
      case .contact, .activity: break
      }
    case .segment(let id)?:
      // A `define` is a name for its text; a segment is an audience of its own, asked as it is.
      guard program.segments[id].isDefine, seen.insert(id).inserted,
        let declaration = declarations.first(where: { $0.index == id && $0.node.kind == .define }),
        let body = declaration.node.nodes.last
      else { return }
      var inner = Reads()
      collectReads(body, &inner, &seen, depth + 1)
      if inner.company != nil, reads.company == nil { reads.company = (name, span) }
      if inner.person != nil, reads.person == nil { reads.person = (name, span) }
    case .list?, .place?, nil: break
    }
  }
}
