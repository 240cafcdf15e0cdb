import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// What a condition is asked of, inferred from the fields it reads.
extension Checker {
  /// Where a condition reads something of companies and something of persons only.
  struct Reads {
    var company: (name: String, span: Span)?
    var person: (name: String, span: Span)?
    /// The defines it names: names for their text, so what they read is read here.
    var defines: [(id: SegmentID, name: String, span: Span)] = []
  }

  /// Settles the context of every segment and define, before conditions that depend on it are checked.
  mutating func inferContexts() {
    let reads = program.segments.indices.map { id -> Reads in
      guard segmentNodes[id].name(after: "of") == nil, let body = segmentNodes[id].nodes.last else { return Reads() }
      return self.reads(of: body)
    }
    for id in definesFirst(reads) {
      if let kind = segmentNodes[id].name(after: "of") {
        program.segments[id].context = Context(rawValue: segmentNodes[id].text(kind)) ?? .contact
      } else {
        program.segments[id].context = context(reads[id])
      }
    }
  }

  /// All segments and defines, each after the defines it names; with a stack of its own, as chains may be long.
  private func definesFirst(_ reads: [Reads]) -> [SegmentID] {
    var order: [SegmentID] = []
    var isSeen = [Bool](repeating: false, count: reads.count)
    for root in reads.indices where !isSeen[root] {
      isSeen[root] = true
      var path = [(id: root, next: 0)]
      while let last = path.last {
        let defines = reads[last.id].defines
        if last.next == defines.count {
          order.append(last.id)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let next = defines[last.next].id
        if !isSeen[next] {
          isSeen[next] = true
          path.append((next, 0))
        }
      }
    }
    return order
  }

  /// The context of a condition, with an error where it reads both kinds.
  mutating func context(of body: SyntaxNode) -> Context { context(reads(of: body)) }

  private mutating func context(_ reads: Reads) -> Context {
    var reads = reads
    for define in reads.defines {
      switch program.segments[define.id].context {
      case .company: if reads.company == nil { reads.company = (define.name, define.span) }
      case .person: if reads.person == nil { reads.person = (define.name, define.span) }
      case .contact, .activity: break
      }
    }
    if let company = reads.company, let person = reads.person {
      report(.mixedContexts(company: company.name, company.span, person: person.name, person.span))
      return .contact
    }
    return reads.company != nil ? .company : reads.person != nil ? .person : .contact
  }

  private func reads(of node: SyntaxNode) -> Reads {
    var reads = Reads()
    collectReads(node, &reads)
    return reads
  }

  private func collectReads(_ node: SyntaxNode, _ reads: inout Reads) {
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
        collectRead(node.text(first), node.span(first), &reads)
      }
    case .elapsed:
      if let token = node.name(after: "since") { collectRead(node.text(token), node.span(token), &reads) }
    default:
      for child in node.nodes { collectReads(child, &reads) }
    }
  }

  private func collectRead(_ name: String, _ span: Span, _ reads: inout Reads) {
    switch symbols[name] {
    case .field(let id)?:
      switch program.fields[id].context {
      case .company: if reads.company == nil { reads.company = (name, span) }
      case .person: if reads.person == nil { reads.person = (name, span) }
      case .contact, .activity: break
      }
    case .segment(let id)?:
      // A segment is an audience of its own, asked as it is.
      if program.segments[id].isDefine { reads.defines.append((id, name, span)) }
    case .list?, .place?, nil: break
    }
  }
}
