import BantamDiagnostics
import BantamSyntax

/// Turns a tree into words, brackets, chains and entries.
struct LayoutBuilder {
  let source: SourceFile
  private let root: SyntaxNode
  private let keepsDamagedDeclarations: Bool
  private(set) var words: [Word] = []
  /// Whether anything is left as it is.
  private(set) var hasDamage = false
  private var end = 0
  /// Whether the entry at hand holds something that could not be parsed.
  private var isDamaged = false
  /// Whether the next word stands tight on the last one.
  private var isGlued = false
  private var isEntryStart = false
  /// Comments inside of entries so far.
  private var innerComments = 0

  init(_ tree: SyntaxTree, keepsDamagedDeclarations: Bool) {
    source = tree.source
    root = tree.root
    self.keepsDamagedDeclarations = keepsDamagedDeclarations
    words.reserveCapacity(tree.tokens.count)
  }

  mutating func file() -> LayoutFile {
    let parts = root.parts
    var read = ReadEntries()
    readEntries(parts.dropLast(), into: &read, absorbsDamage: true)
    let gap = Gap(source, from: end, to: source.bytes.count)
    end = source.bytes.count
    read.place(gap.comments)
    if let start = gap.foreignStart {
      var entry = Entry()
      entry.comments = read.pending
      entry.raw = start..<lastInk(before: end)
      entry.hasBlankLine = true
      read.pending = []
      read.entries.append(entry)
      hasDamage = true
    }
    return LayoutFile(entries: read.entries, lastComments: read.pending)
  }

  private func lastInk(before end: Int) -> Int {
    var at = end
    while at > 0, source.bytes[at - 1] <= 0x20 { at -= 1 }
    return at
  }

  // MARK: Entries

  /// Entries as they are read, and comments that wait for the next one.
  private struct ReadEntries {
    var entries: [Entry] = []
    /// Behind the opening bracket.
    var comment: Comment?
    var pending: [Comment] = []
    var hasBracket = false

    /// One at the end of a line belongs to what stands before it.
    mutating func place(_ comments: [Comment]) {
      for comment in comments {
        if comment.isBehindToken, pending.isEmpty, let last = entries.indices.last, entries[last].trailing == nil {
          entries[last].trailing = comment
        } else if comment.isBehindToken, pending.isEmpty, entries.isEmpty, hasBracket, self.comment == nil {
          self.comment = comment
        } else {
          pending.append(comment)
        }
      }
    }
  }

  private mutating func readEntries(
    _ parts: ArraySlice<SyntaxPart>, into read: inout ReadEntries, absorbsDamage: Bool
  ) {
    var run: [SyntaxPart] = []
    for part in parts {
      guard case .token(let token) = part, token.kind == .newline || token.kind == .comma else {
        run.append(part)
        continue
      }
      readEntry(run, into: &read, absorbsDamage: absorbsDamage)
      run.removeAll(keepingCapacity: true)
      guard token.kind == .comma else { continue }
      let gap = Gap(source, from: end, to: Int(token.start))
      if gap.foreignStart != nil { isDamaged = true }
      read.place(gap.comments)
      end = Int(token.end)
    }
    readEntry(run, into: &read, absorbsDamage: absorbsDamage)
  }

  private mutating func readEntry(_ run: [SyntaxPart], into read: inout ReadEntries, absorbsDamage: Bool) {
    if run.isEmpty { return }
    let outer = (isDamaged: isDamaged, innerComments: innerComments)
    var entry = Entry()
    entry.first = words.count
    isDamaged = false
    isEntryStart = true
    isGlued = false
    appendRun(run, to: &entry)
    guard entry.first < words.count else {
      isDamaged = isDamaged || outer.isDamaged
      return
    }
    let gap = words[entry.first].gap
    words[entry.first].gap.comments = []
    entry.hasLineBreak = gap.hasLineBreak
    entry.hasBlankLine = gap.hasBlankLine
    read.place(gap.comments)
    entry.comments = read.pending
    read.pending = []
    entry.phrase.mustBreak = entry.phrase.mustBreak || innerComments > outer.innerComments
    finish(&entry.phrase)
    measureCells(&entry)
    if isDamaged, absorbsDamage {
      keep(&entry)
      isDamaged = outer.isDamaged
    }
    isDamaged = isDamaged || outer.isDamaged
    read.entries.append(entry)
  }

  /// The entry stays as it is, from the start of its line if nothing else stands before it.
  private mutating func keep(_ entry: inout Entry) {
    let start = words[entry.first].gap.foreignStart ?? words[entry.first].start
    var first = start
    while first > 0, source.bytes[first - 1] == 0x20 || source.bytes[first - 1] == 0x09 { first -= 1 }
    entry.raw = (first == 0 || source.bytes[first - 1] == 0x0A ? first : start)..<end
    entry.phrase.mustBreak = true
    entry.cells = []
    hasDamage = true
  }

  private mutating func appendRun(_ run: [SyntaxPart], to entry: inout Entry) {
    guard run.count == 1, case .node(let node) = run[0], node.kind != .error, !isChain(node) else {
      return append(run, of: nil, to: &entry.phrase)
    }
    let parts = node.parts
    var starts: [Int]? = []
    append(parts, of: node.kind, to: &entry.phrase, starts: &starts)
    if let row = row(of: node.kind, parts, starts ?? []) { (entry.table, entry.cells) = row }
    if node.kind == .define { markOwnLine(&entry.phrase) }
  }

  /// The condition of a `define` may stand on a line of its own, and stays there.
  private func markOwnLine(_ phrase: inout Phrase) {
    let sign = phrase.pieces.firstIndex { piece in
      if case .word(let word) = piece { words[word].kind == .equal } else { false }
    }
    guard let sign, sign + 1 < phrase.pieces.count else { return }
    phrase.ownLine = sign + 1
    if words[firstWord(of: phrase.pieces[sign + 1])].gap.hasLineBreak { phrase.mustBreak = true }
  }

  // MARK: Phrases

  private mutating func append(_ parts: [SyntaxPart], of kind: NodeKind?, to phrase: inout Phrase) {
    var starts: [Int]?
    append(parts, of: kind, to: &phrase, starts: &starts)
  }

  /// - Parameter starts: takes the word at which each part begins, if it is there.
  private mutating func append(
    _ parts: [SyntaxPart], of kind: NodeKind?, to phrase: inout Phrase, starts: inout [Int]?
  ) {
    var index = 0
    while index < parts.count {
      starts?.append(words.count)
      switch parts[index] {
      case .node(let node): append(node, to: &phrase)
      case .token(let token) where token.kind == .newline: break
      case .token(let token):
        if let closing = closingSign(of: token.kind), kind != .error {
          if let end = closingIndex(parts, after: index, closing) {
            appendBracket(parts, index, end, of: kind, to: &phrase)
            while index < end {
              starts?.append(words.count)
              index += 1
            }
            break
          }
          isDamaged = true
        }
        phrase.pieces.append(.word(add(token, blanks: blanks(before: token, at: index, of: parts.count, in: kind))))
        isGlued = glues(token.kind, at: index, of: parts.count, in: kind)
      }
      index += 1
    }
  }

  private mutating func append(_ node: SyntaxNode, to phrase: inout Phrase) {
    if isChain(node) { return appendChain(node, to: &phrase) }
    if node.kind == .error { isDamaged = true }
    append(node.parts, of: node.kind, to: &phrase)
  }

  private func isChain(_ node: SyntaxNode) -> Bool { node.kind == .conjunction || node.kind == .disjunction }

  private mutating func appendChain(_ node: SyntaxNode, to phrase: inout Phrase) {
    var chain = Chain()
    var operand = Phrase()
    let outerComments = innerComments
    var commentsBefore = innerComments
    func endOperand() {
      operand.mustBreak = innerComments > commentsBefore
      chain.operands.append(operand)
      operand = Phrase()
    }
    for part in node.parts {
      switch part {
      case .token(let token) where token.kind == .name:
        endOperand()
        chain.joints.append(add(token, blanks: 1))
        commentsBefore = innerComments
      case .token(let token): if token.kind != .newline { operand.pieces.append(.word(add(token, blanks: 1))) }
      case .node(let part): append(part, to: &operand)
      }
    }
    endOperand()
    chain.mustBreak = innerComments > outerComments
    for index in chain.operands.indices {
      finish(&chain.operands[index])
      let first = chain.operands[index].pieces.first.map(firstWord)
      if index > 0 {
        chain.width += 2 + words[chain.joints[index - 1]].width
        if words[chain.joints[index - 1]].gap.hasLineBreak || first.map({ words[$0].gap.hasLineBreak }) == true {
          chain.mustBreak = true
        }
      }
      chain.width += chain.operands[index].width
      chain.mustBreak = chain.mustBreak || chain.operands[index].mustBreak
    }
    phrase.pieces.append(.chain(chain))
  }

  /// Adds up the widths of the pieces.
  private func finish(_ phrase: inout Phrase) {
    for (index, piece) in phrase.pieces.enumerated() {
      phrase.width += (index == 0 ? 0 : words[firstWord(of: piece)].blanks) + width(of: piece, in: words)
      switch piece {
      case .word: break
      case .bracket(let bracket): phrase.mustBreak = phrase.mustBreak || bracket.mustBreak
      case .chain(let chain): phrase.mustBreak = phrase.mustBreak || chain.mustBreak
      }
    }
  }

  /// Where the columns begin; they stand in the order of the words.
  private func measureCells(_ entry: inout Entry) {
    var offset = 0
    var next = 0
    for (index, piece) in entry.phrase.pieces.enumerated() where next < entry.cells.count {
      let first = firstWord(of: piece)
      if index > 0 { offset += words[first].blanks }
      if first == entry.cells[next].word {
        entry.cells[next].offset = offset
        next += 1
      }
      offset += width(of: piece, in: words)
    }
  }

  // MARK: Brackets

  private func closingSign(of kind: TokenKind) -> TokenKind? {
    if kind == .leftBrace { return .rightBrace }
    if kind == .leftBracket { return .rightBracket }
    return kind == .leftParenthesis ? .rightParenthesis : nil
  }

  private func closingIndex(_ parts: [SyntaxPart], after opening: Int, _ closing: TokenKind) -> Int? {
    parts.indices.last { index in
      if case .token(let token) = parts[index] { index > opening && token.kind == closing } else { false }
    }
  }

  private mutating func appendBracket(
    _ parts: [SyntaxPart], _ opening: Int, _ closing: Int, of node: NodeKind?, to phrase: inout Phrase
  ) {
    guard case .token(let first) = parts[opening], case .token(let last) = parts[closing] else { return }
    let kind = bracketKind(first.kind, node)
    var bracket = Bracket(kind: kind, opening: add(first, blanks: isGlued ? 0 : 1), closing: 0)
    // A contact that a test gives hangs together and stays whole.
    let isBlock = first.kind == .leftBrace && node != .fixture
    let outerComments = innerComments
    var read = ReadEntries()
    read.hasBracket = true
    readEntries(parts[(opening + 1)..<closing], into: &read, absorbsDamage: isBlock && !keepsDamagedDeclarations)
    isEntryStart = false
    bracket.closing = add(last, blanks: 0)
    isGlued = false
    let gap = words[bracket.closing].gap
    innerComments = outerComments
    read.place(gap.comments)
    words[bracket.closing].gap.comments = []
    bracket.entries = read.entries
    bracket.comment = read.comment
    bracket.lastComments = read.pending
    finish(&bracket, closesLine: gap.hasLineBreak)
    phrase.pieces.append(.bracket(bracket))
  }

  private func bracketKind(_ sign: TokenKind, _ node: NodeKind?) -> Bracket.Kind {
    if sign == .leftBrace { return node == .fixture ? .fixture : .block }
    if sign == .leftParenthesis { return .group }
    return .list(takesComma: node == .texts || node == .values)
  }

  /// Its width on one line, and whether it can stand on one.
  private func finish(_ bracket: inout Bracket, closesLine: Bool) {
    let entries = bracket.entries
    bracket.width = 2 + entries.reduce(2 * max(0, entries.count - 1)) { $0 + $1.phrase.width }
    bracket.opensLine = entries.first?.hasLineBreak ?? false
    bracket.mustBreak = bracket.hasComments || entries.contains { $0.phrase.mustBreak } || bracket.opensLine
    switch bracket.kind {
    case .block:
      bracket.width += entries.isEmpty ? 0 : 2
      let breaksLine = closesLine || entries.contains(where: \.hasLineBreak)
      bracket.mustBreak = bracket.mustBreak || !entries.isEmpty && breaksLine
    case .fixture:
      bracket.width += entries.isEmpty ? 0 : 2
      bracket.mustBreak = bracket.mustBreak || entries.contains(where: \.hasLineBreak)
    case .list: bracket.mustBreak = bracket.mustBreak || entries.contains(where: \.hasLineBreak)
    case .group: break
    }
  }

  // MARK: Words

  private mutating func add(_ token: Token, blanks: Int) -> Int {
    let start = Int(token.start)
    let gap = Gap(source, from: end, to: start)
    end = Int(token.end)
    if gap.foreignStart != nil { isDamaged = true }
    if !isEntryStart { innerComments += gap.comments.count }
    let last = words.last?.kind
    let isSoft =
      !isGlued && (last == .comma || last == .plus || last == .minus || last == .star || last == .slash)
    words.append(
      Word(
        kind: token.kind, start: start, end: end, width: Gap.width(of: source.bytes[start..<end]),
        blanks: isEntryStart || isGlued ? 0 : blanks, isSoft: isSoft, gap: gap))
    isEntryStart = false
    isGlued = false
    return words.count - 1
  }

  private func blanks(before token: Token, at index: Int, of count: Int, in node: NodeKind?) -> Int {
    switch token.kind {
    case .comma, .dot: return 0
    case .colon: return node == .field ? 1 : 0
    case .dotDot: return index == 0 ? 1 : 0
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .plus, .minus, .star, .slash, .leftBrace, .rightBrace, .leftBracket, .rightBracket,
      .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      return 1
    }
  }

  private func glues(_ kind: TokenKind, at index: Int, of count: Int, in node: NodeKind?) -> Bool {
    switch kind {
    case .dot: return true
    case .dotDot: return index + 1 < count
    case .minus: return index == 0 && (node == .number || node == .amount || node == .points)
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .plus, .star, .slash, .comma, .colon, .leftBrace, .rightBrace, .leftBracket,
      .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      return false
    }
  }
}
