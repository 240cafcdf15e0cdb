import BantamSyntax

/// A token with what stood before it and the blanks it is to have.
struct Word: Sendable {
  var kind: TokenKind
  var start: Int
  var end: Int
  var width: Int
  /// Blanks before it where it does not begin a line.
  var blanks: Int
  /// Whether a line may end before it where it would get too long.
  var isSoft: Bool
  var gap: Gap
}

/// A part of an entry.
enum Piece: Sendable {
  /// Its index among the words.
  case word(Int)
  case bracket(Bracket)
  case chain(Chain)
}

/// Words, brackets and chains in a row. Widths are those on one line, the blanks before the first word not counted.
struct Phrase: Sendable {
  var pieces: [Piece] = []
  var width = 0
  /// Whether it cannot stand on one line: a comment in it, or a line end that stays.
  var mustBreak = false
  /// The piece behind a `=` that may begin a line of its own.
  var ownLine: Int?
}

/// Conditions joined by `and` or by `or`: all on one line or each on its own.
struct Chain: Sendable {
  var operands: [Phrase] = []
  /// The joining words: one before each operand but the first.
  var joints: [Int] = []
  var width = 0
  var mustBreak = false
}

/// A pair of brackets and what is between.
struct Bracket: Sendable {
  enum Kind: Sendable {
    /// `{ … }`: on one line, or an entry a line.
    case block
    /// The `{ … }` of a contact that a test gives: also as lines that begin below its first entry.
    case fixture
    /// `[ … ]`. `takesComma`: whether a comma may stand behind the last entry.
    case list(takesComma: Bool)
    /// `( … )`
    case group
  }

  var kind: Kind
  var opening: Int
  var closing: Int
  var entries: [Entry] = []
  /// Behind the opening bracket, on its line.
  var comment: Comment?
  /// Before the closing bracket, on lines of their own.
  var lastComments: [Comment] = []
  /// Whether the line ends behind the opening bracket.
  var opensLine = false
  var width = 0
  var mustBreak = false

  var hasComments: Bool {
    comment != nil || !lastComments.isEmpty || entries.contains { !$0.comments.isEmpty || $0.trailing != nil }
  }
}

/// Items of one kind that stand below each other as a table.
enum Table: Sendable, Hashable {
  case fields, stages, transitions, members, disciplines, points, statuses
  /// Declarations of one kind.
  case declarations(NodeKind)
  /// A word and what it says, in a column that is always the same.
  case values(column: Int)
}

/// What stands between two separators: a declaration, an item of a block, a value of a list.
struct Entry: Sendable {
  /// On lines of their own, before it.
  var comments: [Comment] = []
  var phrase = Phrase()
  /// The word it begins with.
  var first = 0
  /// At the end of its last line.
  var trailing: Comment?
  var hasLineBreak = false
  /// Whether the line right above its first word is blank.
  var hasBlankLine = false
  var table: Table?
  /// The words that begin a column of a table, the first column's left out.
  var cells: [Cell] = []
  /// The bytes to leave as they are.
  var raw: Range<Int>?

  /// Whether the line above the first of its lines is blank.
  var beginsBehindBlankLine: Bool { comments.first?.hasBlankLine ?? hasBlankLine }
}

/// A column of a table in one of its rows.
struct Cell: Sendable {
  var column: Int
  var word: Int
  /// Where it begins on a line without padding, counted from the start of the entry.
  var offset = 0
}

/// All of a file: declarations, and the comments at its end.
struct LayoutFile: Sendable {
  var entries: [Entry] = []
  var lastComments: [Comment] = []
}

/// The word a piece begins with.
func firstWord(of piece: Piece) -> Int {
  switch piece {
  case .word(let word): return word
  case .bracket(let bracket): return bracket.opening
  case .chain(let chain):
    return chain.operands.first?.pieces.first.map(firstWord) ?? chain.joints.first ?? 0
  }
}

/// A piece's columns on one line, the blanks before it not counted.
func width(of piece: Piece, in words: [Word]) -> Int {
  switch piece {
  case .word(let word): return words[word].width
  case .bracket(let bracket): return bracket.width
  case .chain(let chain): return chain.width
  }
}
