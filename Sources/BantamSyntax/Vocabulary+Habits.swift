/// Words of other tools, of everyday English and of German, and what Bantam says instead.
extension Vocabulary {
  static let foreignAnd: Set<String> = ["and", "und", "but", "plus", "&", "&&"]
  static let foreignOr: Set<String> = ["or", "oder", "|", "||"]
  static let foreignNot: Set<String> = ["not", "nicht", "!"]
  static let foreignAndNot: Set<String> = ["unless", "except", "without"]
  static let foreignWhen: Set<String> = ["if", "when", "where", "wenn", "for", "falls"]
  static let foreignOtherwise: Set<String> = ["else", "default", "otherwise", "sonst"]

  /// Words after a field that stand for a comparison sign.
  static let comparisonWords: [String: String] = [
    "equals": "=", "equal": "=", "eq": "=", "gleich": "=", "ist": "=", "greater": ">", "more": ">", "above": ">",
    "over": ">",
    "exceeds": ">", "größer": ">", "mehr": ">", "über": ">", "less": "<", "fewer": "<", "below": "<", "smaller": "<",
    "kleiner": "<", "weniger": "<", "unter": "<", "differs": "!=", "ungleich": "!=",
  ]

  /// Words after a field that stand for another test.
  static let testWords: [String: String] = [
    "begins": "starts with", "beginswith": "starts with", "begins_with": "starts with", "startswith": "starts with",
    "starts_with": "starts with", "start": "starts with", "beginnt": "starts with", "endswith": "ends with",
    "ends_with": "ends with", "end": "ends with", "endet": "ends with", "includes": "contains", "include": "contains",
    "contain": "contains", "has": "contains", "enthält": "contains", "regex": "matches", "match": "matches",
    "similar": "like", "near": "within", "since": "after", "until": "before", "till": "before", "seit": "after",
    "bis": "before",
    "vor": "before", "nach": "after",
  ]

  static let missingWords: Set<String> = [
    "missing", "null", "empty", "blank", "unknown", "unset", "none", "leer", "nil",
  ]
  static let knownWords: Set<String> = ["known", "set", "filled", "given", "present", "there", "bekannt"]

  static let pastWords: Set<String> = ["past", "previous", "letzten"]
  static let comingWords: Set<String> = ["coming", "following", "nächsten"]

  /// Words behind a number, and how many zeros they stand for.
  static let magnitudes: [String: Int] = [
    "thousand": 3, "tausend": 3, "tsd": 3, "million": 6, "millions": 6, "millionen": 6, "mio": 6, "mn": 6,
    "billion": 9, "milliarde": 9, "milliarden": 9, "mrd": 9,
  ]

  /// What people write in capitals, and what it is in Bantam's words.
  static let emptinessInCapitals: [String: String] = [
    "is null": "is missing", "is not null": "is known", "not null": "is known",
  ]

  static let declarationSynonyms: [String: String] = [
    "let": "define", "var": "define", "const": "define", "def": "define", "set": "define", "rule": "segment",
    "filter": "segment", "audience": "segment", "group": "segment", "field": "fields", "setting": "settings",
    "scoring": "score", "grade": "grades", "rating": "grades", "import": "list", "location": "place",
    "pipeline": "funnel",
    "consent": "purpose",
  ]

  static let typeSynonyms: [String: String] = [
    "string": "text", "varchar": "text", "str": "text", "int": "integer", "number": "decimal", "float": "decimal",
    "double": "decimal", "numeric": "decimal", "bool": "yes_no", "boolean": "yes_no", "yesno": "yes_no",
    "enum": "choice",
    "currency": "money", "timestamp": "datetime", "time": "datetime", "list": "tags", "point": "location",
  ]
}
