import BantamDiagnostics
import BantamSyntax

/// Writes entries as lines.
struct Printer {
  /// Columns of a line; only what cannot be broken is longer.
  static let maximumWidth = 120
  static let indentation = 4
  /// What hangs below an opening bracket begins no further right.
  private static let widestHang = 70
  /// A comment stays in its column up to this one.
  static let widestComment = 100

  var words: [Word]
  private let source: SourceFile
  private(set) var bytes: [UInt8] = []
  private var column = 0
  private var lineCount = 0
  /// Whether nothing but blanks stands on the line.
  private var isLineStart = true

  init(words: [Word], source: SourceFile) {
    self.words = words
    self.source = source
    bytes.reserveCapacity(source.bytes.count + source.bytes.count / 4)
  }

  mutating func printFile(_ file: LayoutFile) {
    printLines(file.entries, indent: 0, isFile: true)
    printComments(file.lastComments, indent: 0, isFirst: file.entries.isEmpty)
  }

  // MARK: Lines

  /// Entries, each on lines of its own.
  private mutating func printLines(_ entries: [Entry], indent: Int, isFile: Bool = false, innerIndent: Int? = nil) {
    let rows = align(entries, indent: indent)
    for (index, entry) in entries.enumerated() {
      let isTall = isFile && index > 0 && !(rows[index].isFlat && rows[index - 1].isFlat)
      if isTall, !entry.hasBlankLine, !entry.comments.contains(where: \.hasBlankLine) { endLine() }
      printComments(entry.comments, indent: indent, isFirst: index == 0)
      if entry.hasBlankLine, index > 0 || !entry.comments.isEmpty { endLine() }
      if let raw = entry.raw {
        printRaw(raw, indent: indent)
      } else {
        startLine(indent + rows[index].lead)
        printPhrase(
          entry.phrase, indent: indent, jointIndent: innerIndent ?? indent + Self.indentation,
          padding: rows[index].padding)
      }
      if let comment = entry.trailing { printBehind(comment, at: rows[index].commentColumn) }
      endLine()
    }
  }

  private mutating func printRaw(_ raw: Range<Int>, indent: Int) {
    if raw.lowerBound > 0, source.bytes[raw.lowerBound - 1] != 0x0A { startLine(indent) }
    write(raw)
    let lineStart = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    column = Gap.width(of: bytes[lineStart...])
    isLineStart = false
  }

  /// Comments on lines of their own.
  private mutating func printComments(_ comments: [Comment], indent: Int, isFirst: Bool) {
    for (index, comment) in comments.enumerated() {
      if comment.hasBlankLine, index > 0 || !isFirst { endLine() }
      startLine(indent)
      write(comment.start..<comment.end)
      endLine()
    }
  }

  /// A comment at the end of a line, in its own column where the line is short enough.
  private mutating func printBehind(_ comment: Comment, at wanted: Int? = nil) {
    let own = comment.column <= Self.widestComment ? comment.column : 0
    let place = wanted ?? max(own, column + 2)
    writeBlanks(max(1, place - column))
    write(comment.start..<comment.end)
  }

  // MARK: Phrases

  /// - Parameters:
  ///   - indent: the indentation of the line it begins on, as far as it matters to what is inside.
  ///   - jointIndent: that of the lines on which a broken chain goes on.
  ///   - suffix: columns to leave free behind it.
  ///   - padding: blanks of a table that its width does not know of.
  private mutating func printPhrase(
    _ phrase: Phrase, indent: Int, jointIndent: Int, suffix: Int = 0, padding: Int = 0
  ) {
    if !phrase.mustBreak, column + phrase.width + padding + suffix <= Self.maximumWidth { return printFlat(phrase) }
    var indent = indent
    var jointIndent = jointIndent
    for (index, piece) in phrase.pieces.enumerated() {
      let hasComments = !words[firstWord(of: piece)].gap.comments.isEmpty
      if index == phrase.ownLine, wantsOwnLine(phrase, from: index) {
        indent += Self.indentation
        jointIndent = indent
        if !hasComments {
          endLine()
          startLine(indent)
        }
      }
      if hasComments { printInner(commentsOf: firstWord(of: piece), indent: indent, jointIndent: jointIndent) }
      switch piece {
      case .word(let word): printWord(word, continuing: jointIndent)
      case .chain(let chain):
        let tail = tail(of: phrase, behind: index, suffix)
        if chain.mustBreak || column + blanks(before: piece) + chain.width + tail > Self.maximumWidth {
          printBroken(chain, indent: indent, jointIndent: jointIndent, suffix: tail)
        } else {
          printFlat(piece)
        }
      case .bracket(let bracket):
        let tail = tail(of: phrase, behind: index, suffix)
        if bracket.mustBreak || column + blanks(before: piece) + bracket.width + tail > Self.maximumWidth {
          printBroken(bracket, indent: indent, suffix: tail)
        } else {
          printFlat(piece)
        }
      }
    }
  }

  /// Whether a condition begins a line of its own: it did, or it is too long and has no block to break.
  private func wantsOwnLine(_ phrase: Phrase, from index: Int) -> Bool {
    if words[firstWord(of: phrase.pieces[index])].gap.hasLineBreak { return true }
    return !phrase.pieces[index...].contains { piece in
      if case .bracket(let bracket) = piece, case .block = bracket.kind { true } else { false }
    }
  }

  private func blanks(before piece: Piece) -> Int { isLineStart ? 0 : words[firstWord(of: piece)].blanks }

  /// The columns behind a piece up to where the line can end next.
  private func tail(of phrase: Phrase, behind index: Int, _ suffix: Int) -> Int {
    var width = 0
    for piece in phrase.pieces[(index + 1)...] {
      let first = words[firstWord(of: piece)]
      if first.isSoft { return width }
      width += first.blanks
      if case .bracket = piece { return width + 1 }
      width += BantamFormatter.width(of: piece, in: words)
    }
    return width + suffix
  }

  private mutating func printFlat(_ phrase: Phrase) {
    for piece in phrase.pieces { printFlat(piece) }
  }

  private mutating func printFlat(_ piece: Piece) {
    switch piece {
    case .word(let word): printWord(word)
    case .chain(let chain):
      for (index, operand) in chain.operands.enumerated() {
        if index > 0 {
          printWord(chain.joints[index - 1])
          writeBlanks(1)
        }
        isLineStart = isLineStart || index > 0
        printFlat(operand)
      }
    case .bracket(let bracket):
      let blanks = bracket.hasInnerBlanks ? 1 : 0
      printWord(bracket.opening)
      writeBlanks(blanks)
      for (index, entry) in bracket.entries.enumerated() {
        if index > 0 { write(", ") }
        printFlat(entry.phrase)
      }
      writeBlanks(blanks)
      printWord(bracket.closing)
    }
  }

  /// A word behind its blanks, or on a new line where the line gets too long.
  private mutating func printWord(_ index: Int, continuing indent: Int? = nil) {
    let word = words[index]
    if let indent, word.isSoft, column + word.blanks + word.width > Self.maximumWidth {
      endLine()
      startLine(indent)
    }
    if !isLineStart { writeBlanks(word.blanks) }
    write(word.start..<word.end, width: word.width)
    isLineStart = false
  }

  /// Comments in the middle of something; the word behind them begins a line.
  private mutating func printInner(commentsOf index: Int, indent: Int, jointIndent: Int) {
    let indent = words[index].kind == .leftBrace ? indent : jointIndent
    for comment in words[index].gap.comments {
      if comment.isBehindToken {
        printBehind(comment)
      } else {
        if !isLineStart { endLine() }
        startLine(indent)
        write(comment.start..<comment.end)
      }
      endLine()
    }
    words[index].gap.comments = []
    startLine(indent)
  }

  // MARK: Broken

  private mutating func printBroken(_ chain: Chain, indent: Int, jointIndent: Int, suffix: Int) {
    var jointIndent = jointIndent
    let firstLine = lineCount
    for (index, operand) in chain.operands.enumerated() {
      if index > 0 {
        let joint = chain.joints[index - 1]
        // Behind a block the lines go on below its closing bracket.
        if index == 1, lineCount > firstLine { jointIndent = indent }
        if words[joint].gap.comments.isEmpty {
          endLine()
          startLine(jointIndent)
        } else {
          printInner(commentsOf: joint, indent: indent, jointIndent: jointIndent)
        }
        printWord(joint)
        writeBlanks(hasLeadingComment(operand) ? 0 : 1)
        isLineStart = !hasLeadingComment(operand)
      }
      printPhrase(
        operand, indent: index == 0 ? indent : jointIndent, jointIndent: jointIndent + Self.indentation,
        suffix: index + 1 == chain.operands.count ? suffix : 0)
    }
  }

  private func hasLeadingComment(_ phrase: Phrase) -> Bool {
    phrase.pieces.first.map { !words[firstWord(of: $0)].gap.comments.isEmpty } ?? false
  }

  private mutating func printBroken(_ bracket: Bracket, indent: Int, suffix: Int) {
    printWord(bracket.opening)
    if let group = onlyGroup(in: bracket) {
      printBroken(group, indent: indent, suffix: suffix + 1)
      return printWord(bracket.closing)
    }
    let inner = indent + Self.indentation
    let canHang = !bracket.opensLine && !bracket.hasComments && !bracket.entries.isEmpty && column <= Self.widestHang
    switch bracket.kind {
    case .block: printLines(bracket, indent: indent)
    case .fixture: if canHang { return printHanging(bracket, suffix) } else { printLines(bracket, indent: indent) }
    case .group: printLines(bracket, indent: indent, innerIndent: inner)
    case .list(let takesComma):
      if canHang { return printHanging(bracket, suffix) }
      printOpening(bracket)
      printList(bracket.entries, indent: inner, takesComma: takesComma)
      printComments(bracket.lastComments, indent: inner, isFirst: bracket.entries.isEmpty)
    }
    startLine(indent)
    printWord(bracket.closing)
  }

  /// A group with nothing but a group in it stands on one line with that, so that brackets upon brackets stay small.
  private func onlyGroup(in bracket: Bracket) -> Bracket? {
    guard case .group = bracket.kind, !bracket.hasComments, bracket.entries.count == 1,
      bracket.entries[0].phrase.pieces.count == 1, case .bracket(let inner) = bracket.entries[0].phrase.pieces[0],
      case .group = inner.kind
    else { return nil }
    return inner
  }

  private mutating func printOpening(_ bracket: Bracket) {
    if let comment = bracket.comment { printBehind(comment) }
    endLine()
  }

  private mutating func printLines(_ bracket: Bracket, indent: Int, innerIndent: Int? = nil) {
    printOpening(bracket)
    let inner = indent + Self.indentation
    printLines(bracket.entries, indent: inner, innerIndent: innerIndent)
    printComments(bracket.lastComments, indent: inner, isFirst: bracket.entries.isEmpty)
  }

  /// Entries that begin on the line of the bracket and go on below the first of them.
  private mutating func printHanging(_ bracket: Bracket, _ suffix: Int) {
    let blanks = bracket.hasInnerBlanks ? 1 : 0
    writeBlanks(blanks)
    let hang = column
    for (index, entry) in bracket.entries.enumerated() {
      let isLast = index + 1 == bracket.entries.count
      let after = isLast ? blanks + 1 + suffix : 1
      if index > 0 {
        write(",")
        let isTooLong = column + 1 + entry.phrase.width + after > Self.maximumWidth
        if entry.hasLineBreak || entry.phrase.mustBreak || isTooLong {
          endLine()
          startLine(hang)
        } else {
          writeBlanks(1)
        }
      }
      printPhrase(entry.phrase, indent: hang, jointIndent: hang + Self.indentation, suffix: after)
    }
    writeBlanks(blanks)
    printWord(bracket.closing)
  }

  /// Values on lines between the brackets, as many on each as there were and as fit.
  private mutating func printList(_ entries: [Entry], indent: Int, takesComma: Bool) {
    var isOpen = false
    for (index, entry) in entries.enumerated() {
      let isTooLong = column + 2 + entry.phrase.width > Self.maximumWidth
      if isOpen, entry.hasLineBreak || !entry.comments.isEmpty || entry.phrase.mustBreak || isTooLong {
        endLine()
        isOpen = false
      }
      if entry.hasBlankLine, entry.comments.isEmpty, index > 0, !isOpen { endLine() }
      printComments(entry.comments, indent: indent, isFirst: index == 0)
      if entry.hasBlankLine, !entry.comments.isEmpty { endLine() }
      if isOpen { writeBlanks(1) } else { startLine(indent) }
      isOpen = true
      printPhrase(entry.phrase, indent: indent, jointIndent: indent + Self.indentation, suffix: 1)
      if takesComma || index + 1 < entries.count { write(",") }
      if let comment = entry.trailing {
        printBehind(comment)
        endLine()
        isOpen = false
      }
    }
    if isOpen { endLine() }
  }

  // MARK: Writing

  func spelled(_ word: Word) -> ArraySlice<UInt8> { source.bytes[word.start..<word.end] }

  private mutating func startLine(_ indent: Int) {
    bytes.append(contentsOf: repeatElement(0x20, count: indent))
    column = indent
    isLineStart = true
  }

  private mutating func endLine() {
    bytes.append(0x0A)
    lineCount += 1
    column = 0
    isLineStart = true
  }

  private mutating func writeBlanks(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0x20, count: count))
    column += count
  }

  private mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    column += text.utf8CodeUnitCount
  }

  private mutating func write(_ range: Range<Int>, width: Int? = nil) {
    bytes.append(contentsOf: source.bytes[range])
    column += width ?? 0
  }
}

extension Bracket {
  /// Whether a blank stands inside of each bracket on one line.
  fileprivate var hasInnerBlanks: Bool {
    switch kind {
    case .block, .fixture: !entries.isEmpty
    case .list, .group: false
    }
  }
}
