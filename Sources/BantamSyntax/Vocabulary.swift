import BantamDiagnostics

/// The words of the language, as lists for messages and as questions about tokens.
enum Vocabulary {
  static let declarations = [
    "edition", "settings", "fields", "list", "place", "define", "segment", "score", "grades", "team", "funnel",
    "purpose",
    "campaign", "test",
  ]
  static let settings = ["currency", "zone", "as of", "fiscal year starts in", "lint", "contacts", "activities"]
  static let types = [
    "text", "choice", "tags", "integer", "decimal", "money", "yes_no", "date", "datetime", "location",
  ]
  static let tests = [
    "=", "in", "contains", "starts with", "ends with", "like", "matches", "exactly", "is missing", "is known",
    "is shared",
    "before", "after", "on", "older than", "under", "within", "anniversary",
  ]
  static let actions = ["open opportunity", "hand over to", "notify", "suggest"]
  static let stageProperties = ["handled by", "requires", "within", "final"]
  static let memberProperties = ["weight", "away", "at most", "when"]
  static let purposeProperties = ["basis", "channel", "keep"]
  static let campaignProperties = [
    "project", "audience", "exclude", "yields to", "purpose", "internal", "snapshot", "sample", "limit", "assign",
    "status",
    "qualify with",
  ]
  static let testParts = ["as of", "given", "expect"]
  static let units: Set<String> = [
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "quarter", "quarters",
    "year",
    "years",
  ]

  /// The words that are never names, by their number of letters.
  private static let reservedByLength: [[StaticString]] = [
    [], [], ["in", "is", "of", "or"], ["all", "and", "any", "did", "not"],
    ["last", "next", "none", "null", "this", "when"],
    ["known", "never", "stage"], [], ["matches", "missing"], ["everyone"], ["otherwise"],
  ]

  /// All words that are never names, in the order of the alphabet.
  static let reserved: [String] = reservedByLength.joined().map { $0.description }.sorted()

  static func isReserved(_ token: Token, in source: SourceFile) -> Bool {
    let length = Int(token.end - token.start)
    guard length < reservedByLength.count else { return false }
    return source.bytes.withUnsafeBufferPointer { bytes in
      reservedByLength[length].contains { $0.matches(bytes, Int(token.start), Int(token.end)) }
    }
  }

  /// Every word in quotes in the grammar.
  static let all: Set<String> = Set(reserved).union(units).union(declarations).union(types).union(
    """
    a after activities activity anniversary anything as assign at audience average away basis before by campaign \
    channel choice column company consent consents contact contacts contains contract convert currency demote domain each \
    else ends error every everyone exactly exclude expect final first fiscal for from full given grade halving hand handled in \
    interest internal keep key km largest lead least legitimate like limit lint loaded matches member most no notify objects off \
    older on open opportunity other over owner per person persons previous project purpose qualify reachable requires \
    responded robin round sample shared since smallest snapshot starts status suggest suggested sum suppressed table than \
    time times to today under up uses value veto warning was weight weighted where who with within yes yields zone
    """.split(separator: " ").map(String.init))
}

/// Whether a declaration starts at this token: its first word and what the grammar wants behind it.
///
/// - Parameter isStrict: whether the whole head must be there; else the word and a name are enough.
func isDeclarationHead(_ tokens: [Token], at index: Int, in source: SourceFile, isStrict: Bool) -> Bool {
  let length = tokens[index].end - tokens[index].start
  guard length >= 4, length <= 8, index + 2 < tokens.count, Vocabulary.startsDeclaration(tokens[index], in: source)
  else {
    return false
  }
  let reader = HeadReader(tokens: tokens, source: source, index: index)
  return reader.isHead(isStrict: isStrict)
}

extension Vocabulary {
  private static let declarationWords: [StaticString] = [
    "edition", "settings", "fields", "list", "place", "define", "segment", "score", "grades", "team", "funnel",
    "purpose",
    "campaign", "test",
  ]

  fileprivate static func startsDeclaration(_ token: Token, in source: SourceFile) -> Bool {
    source.bytes.withUnsafeBufferPointer { bytes in
      declarationWords.contains { $0.matches(bytes, Int(token.start), Int(token.end)) }
    }
  }
}

private struct HeadReader {
  let tokens: [Token]
  let source: SourceFile
  let index: Int

  func isHead(isStrict: Bool) -> Bool {
    let next = tokens[index + 1].kind
    if isWord("edition", 0) { return next == .integer }
    if isWord("settings", 0) { return next == .leftBrace }
    if isWord("fields", 0) { return next == .leftBrace || isWord("of", 1) }
    if isWord("grades", 0) { return isWord("of", 1) }
    if isWord("test", 0) { return next == .string }
    guard next == .name, !Vocabulary.isReserved(tokens[index + 1], in: source), !isWord("weight", 1),
      !isWord("exactly", 1)
    else {
      return false
    }
    let after = tokens[index + 2].kind == .string ? 3 : 2
    guard index + after < tokens.count else { return false }
    let sign = tokens[index + after].kind
    if isWord("purpose", 0) { return sign == .leftBrace || after == 3 }
    if !isStrict { return true }
    if isWord("list", 0) { return sign == .equal || isWord("from", after) }
    if isWord("place", 0) || isWord("define", 0) { return sign == .equal }
    if isWord("segment", 0) { return sign == .leftBrace || isWord("of", after) }
    if isWord("team", 0) { return sign == .leftBracket || sign == .leftBrace }
    if isWord("funnel", 0) { return isWord("per", after) }
    return sign == .leftBrace
  }

  private func isWord(_ word: StaticString, _ ahead: Int) -> Bool {
    let token = tokens[index + ahead]
    return source.bytes.withUnsafeBufferPointer { word.matches($0, Int(token.start), Int(token.end)) }
  }
}
