import BantamSystem

/// Writes rule sets of many files, for what works on rules: each file has five segments, a score, grades, a campaign and
/// a test, about a hundred lines that read like people's and are without errors.
public struct RuleSetGenerator {
  private static let towns = ["Hamburg", "Kiel", "Ulm", "Bremen", "Berlin", "Essen", "Jena", "Trier"]
  private static let industries = ["Manufacturing", "Logistics", "Retail", "Energy"]

  private var random = SplitMix64(seed: 5)

  public init() {}

  public mutating func write(folder: String, files: Int) throws(SystemError) {
    try makeDirectory(folder)
    try writeFile(path: folder + "/settings.bant", bytes: Self.settings.utf8)
    for index in 0..<files {
      try writeFile(path: "\(folder)/group-\(index).bant", bytes: file(index).utf8)
    }
  }

  private mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

  private mutating func file(_ index: Int) -> String {
    "# Group \(index): who, how promising, and what follows.\n\n"
      + (0..<5).map { segment(index, $0) }.joined() + score(index) + Self.campaign(index) + Self.test(index)
  }

  private mutating func segment(_ file: Int, _ index: Int) -> String {
    let least = 1 + below(400)
    let industry = below(Self.industries.count)
    return """
      ## Companies of group \(file), part \(index).
      segment part_\(file)_\(index) "Gruppe \(file), Teil \(index)" of company {
          industry in ["\(Self.industries[industry])", "\(Self.industries[(industry + 1) % 4])"]
          employees in \(least)..\(least + 5 + below(300))
          any {
              postcode in "\(10_000 + below(40_000))".."\(50_001 + below(49_998))"
              city = "\(Self.towns[below(Self.towns.count)])"
          }
          any person { seniority in ["Owner", "C-level"] or job_title contains "Head \(file) \(index)" }
      }

      """ + "\n"
  }

  private mutating func score(_ file: Int) -> String {
    """
    score fit_\(file) {
        budget weight 30 {
            100 when budget >= \(50 + below(40))_000 EUR
             60 when budget >= \(10 + below(30))_000 EUR
              0 otherwise
        }
        need weight 25 sum to 100 {
             50 when did "demo_\(file)" in last 60 days
             50 when did "visit_\(file)" at least 3 times in last 30 days
            -30 when did "cancel_\(file)"
        }
        group weight 20 {
            100 when part_\(file)_0
             40 when part_\(file)_1
              0 otherwise
        }
    }

    grades of fit_\(file) {
        A from 70
        B from 40
        C otherwise
    }

    """ + "\n"
  }

  private static func campaign(_ file: Int) -> String {
    """
    campaign group_\(file) "Kampagne \(file)" {
        internal
        audience part_\(file)_2
        exclude  part_\(file)_3 or part_\(file)_4
        limit    500 by fit_\(file)
        qualify  with fit_\(file)
    }

    """ + "\n"
  }

  private static func test(_ file: Int) -> String {
    """
    test "nobody is a lead of group \(file) whose persons are not known" {
        as of 2026-03-01
        given company acme { industry: "Manufacturing", employees: 120, city: "Hamburg", budget: 90_000 EUR }
        expect acme not lead of group_\(file)
        expect acme not in part_\(file)_0
    }

    """
  }

  private static let settings = """
    edition 1

    settings {
        currency EUR
        zone "Europe/Berlin"
        as of 2026-03-01
    }

    fields of company {
        industry : choice ["Manufacturing", "Logistics", "Retail", "Energy"]
        budget   : money
    }

    fields of person { seniority : choice ["Owner", "C-level", "Manager", "Staff"] }

    """
}
