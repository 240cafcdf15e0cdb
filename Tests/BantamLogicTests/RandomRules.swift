import SpecSupport

/// Random conditions in the language itself, over few fields with few values, so that they often have to do with each
/// other.
struct RandomRules {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  static let declarations = """
    fields {
        size : integer
        extra : integer
        amount : money
        opened : date
        seen : datetime
        color : choice ["red", "green", "blue"]
        vip : yes_no
        town : text
        labels : tags
        spot : location from "lat", "lon"
    }
    fields of company { staff : integer }
    fields of person { rank : integer }
    fields of activity { price : integer }
    list towns = ["Kiel", "Ulm"]
    place center = 50, 10
    purpose mail { basis consent, channel letter }
    funnel path per contact { stage lead, stage prospect, stage customer }
    campaign spring { project sales uses path, internal, audience everyone }

    """

  /// So many segments of some lines each, about one kind of contact now and then by their lines alone.
  mutating func segmentsOfLines(_ count: Int) -> String {
    var text = Self.declarations
    for index in 0..<count {
      let own = random.pick([[], [], ["staff"], ["rank"]])
      let lines = (0..<2 + random.below(4)).map { _ in
        random.chance(30) && !own.isEmpty ? numberTest(own[0], [1, 2, 3]) : condition(depth: random.below(2), named: 0)
      }
      let isAny = random.chance(30)
      text += "segment s\(index) {\n\(isAny ? "any {\n" : "")"
      text += lines.joined(separator: "\n") + "\n\(isAny ? "}\n" : "")}\n"
    }
    return text
  }

  /// So many segments, the later ones naming earlier ones now and then.
  mutating func rules(_ count: Int) -> String {
    var text = Self.declarations
    for index in 0..<count {
      let own = random.below(20)
      switch own {
      case 0:
        text +=
          "segment s\(index) of company { staff \(random.pick([">", "<", "="])) 2, \(condition(depth: 2, named: 0)) }\n"
      case 1:
        text +=
          "segment s\(index) of person { rank \(random.pick([">", "<", "="])) 2, \(condition(depth: 2, named: 0)) }\n"
      case 2:
        text +=
          "segment s\(index) of company { \(random.pick(["any", "no"])) person { \(condition(depth: 2, named: 0)) } }\n"
      case 3: text += "segment s\(index) of person { company { \(condition(depth: 2, named: 0)) } }\n"
      default: text += "segment s\(index) { \(condition(depth: 3, named: index)) }\n"
      }
    }
    return text
  }

  private mutating func condition(depth: Int, named: Int) -> String {
    guard depth > 0 else { return leaf(named) }
    switch random.below(12) {
    case 0, 1: return block("any", depth, named)
    case 2, 3: return block("all", depth, named)
    case 4: return block("none", depth, named)
    case 5: return "not (\(condition(depth: depth - 1, named: named)))"
    case 6: return "at least \(1 + random.below(2)) of { \(parts(depth, named, least: 2)) }"
    default: return leaf(named)
    }
  }

  private mutating func block(_ word: String, _ depth: Int, _ named: Int) -> String {
    "\(word) { \(parts(depth, named, least: 1)) }"
  }

  private mutating func parts(_ depth: Int, _ named: Int, least: Int) -> String {
    (0..<least + random.below(3)).map { _ in condition(depth: depth - 1, named: named) }.joined(separator: ", ")
  }

  private mutating func leaf(_ named: Int) -> String {
    switch random.below(26) {
    case 0, 1, 2: return numberTest("size", [1, 2, 3, 5])
    case 3: return numberTest("amount", [1, 2, 3], " EUR")
    case 4, 5: return textTest()
    case 6: return choiceTest()
    case 7: return random.chance(50) ? "vip" : "not vip"
    case 8, 9: return dateTest("opened")
    case 10: return dateTest("seen")
    case 11:
      return
        "\(random.pick(["size", "opened", "color", "vip", "town", "labels", "amount"])) is \(random.chance(50) ? "missing" : "known")"
    case 12: return tagTest()
    case 13, 14: return activityTest()
    case 15: return edgeTest()
    case 16: return "spot within \(random.pick([20, 200, 2000])) km of center"
    case 17: return "sample \(random.pick(["1..3", "2", "4..10", "1..9"])) of 10"
    case 18:
      return
        "stage in sales \(random.pick(["=", ">=", "<", "!=", "<=", ">"])) \(random.pick(["lead", "prospect", "customer"]))"
    case 19:
      return random.chance(50)
        ? "size \(random.pick(["<", "<=", "=", "!=", ">"])) extra" : "size + 1 > \(random.below(4))"
    case 20: return random.chance(50) ? "reachable for mail" : "member of spring"
    case 21: return "kind \(random.pick(["=", "!="])) \"\(random.pick(["company", "person"]))\""
    case 22: return "sum of price of \"\(random.pick(["a", "b"]))\" \(random.pick([">", "<="])) \(random.below(5))"
    case 23: return "full years since opened \(random.pick([">=", "<"])) \(random.below(3))"
    default: return named > 0 ? "s\(random.below(named))" : numberTest("size", [2, 4])
    }
  }

  private mutating func numberTest(_ field: String, _ values: [Int], _ unit: String = "") -> String {
    if random.chance(25) {
      let low = random.pick(values)
      return "\(field) \(random.chance(30) ? "not " : "")in \(low)\(unit)..\(low + random.below(3))\(unit)"
    }
    return "\(field) \(random.pick(["<", "<=", ">", ">=", "=", "!="])) \(random.pick(values))\(unit)"
  }

  static let towns = ["Kiel", "kiel", "Ulm", "Kielce", "Bad Ulm", "Ulmen", "Köln", "20095", "21"]

  private mutating func textTest() -> String {
    let value = random.pick(Self.towns)
    switch random.below(9) {
    case 0: return "town = \"\(value)\""
    case 1: return "town != \"\(value)\""
    case 2: return "town in [\"\(value)\", \"\(random.pick(Self.towns))\"]"
    case 3: return "town starts with \"\(value.prefix(2))\""
    case 4: return "town contains \"\(value.suffix(2))\""
    case 5: return "town ends with \"\(value.suffix(2))\""
    case 6:
      return
        "town in \(random.pick(["\"2\"..\"21\"", "\"20\"..\"ulm\"", "\"k\"..\"l\"", "\"kiel\"..", "..\"kielce\""]))"
    case 7: return "town \(random.chance(50) ? "not " : "")in towns"
    default: return "town exactly = \"\(value)\""
    }
  }

  private mutating func choiceTest() -> String {
    let value = random.pick(["red", "green", "blue"])
    switch random.below(3) {
    case 0: return "color = \"\(value)\""
    case 1: return "color != \"\(value)\""
    default: return "color in [\"\(value)\", \"\(random.pick(["red", "green", "blue"]))\"]"
    }
  }

  private mutating func window() -> String {
    switch random.below(9) {
    case 0, 1: return "in last \(random.pick([1, 10, 30, 60])) days"
    case 2: return "in last \(random.pick([1, 2])) months"
    case 3: return "in next \(random.pick([10, 30])) days"
    case 4: return "older than \(random.pick(["10 days", "30 days", "1 month", "60 days", "36 hours"]))"
    case 5: return "before 2026-0\(1 + random.below(4))-15"
    case 6: return "after 2026-0\(1 + random.below(4))-15"
    case 7: return "in this \(random.pick(["month", "quarter", "year"]))"
    default: return "in last \(random.pick(["month", "quarter", "week"]))"
    }
  }

  private mutating func dateTest(_ field: String) -> String {
    if field == "opened", random.chance(15) { return "opened anniversary in next \(random.pick([10, 40])) days" }
    return "\(field) \(window())"
  }

  private mutating func tagTest() -> String {
    let tags = ["x", "y", "z"]
    switch random.below(3) {
    case 0: return "labels contains \"\(random.pick(tags))\""
    case 1: return "labels contains any of [\"\(random.pick(tags))\", \"\(random.pick(tags))\"]"
    default: return "labels contains all of [\"\(random.pick(tags))\", \"\(random.pick(tags))\"]"
    }
  }

  private mutating func activityTest() -> String {
    let kind = random.chance(15) ? "anything" : "\"\(random.pick(["a", "b"]))\""
    let window = random.chance(60) ? " " + self.window() : ""
    if random.chance(25) { return "never did \(kind)\(window)" }
    let count =
      random.chance(40) ? " \(random.pick(["at least", "at most", "exactly"])) \(1 + random.below(3)) times" : ""
    let `where` = random.chance(25) ? " where price \(random.pick([">", "<"])) \(random.below(4))" : ""
    return "did \(kind)\(count)\(window)\(`where`)"
  }

  private mutating func edgeTest() -> String {
    "\(random.pick(["first", "last"])) did \"\(random.pick(["a", "b"]))\" \(window())"
  }
}
