/// The rules of a firm, with what people change in them from day to day.
struct FirmRules {
  var springFrom = 35
  var budgetForAll = 10_000
  var gradeA = 70
  var autumnLimit = 5
  var city = "Kiel"
  var hasAutumn = true
  /// Companies that no campaign writes to; a list file.
  var rivals = ["name", "Firm 3"]
  /// `contacts from table …`, or empty.
  var contacts = ""

  var text: String {
    """
    edition 1

    settings { currency EUR, zone "Europe/Berlin", as of 2026-03-01\(contacts) }

    fields { budget : money }

    list rivals from "rivals.csv" column "name"

    purpose letter { basis legitimate interest, channel email, keep 1 year }

    team marketing ["ann@example.com", "bob@example.com"]
    team sales {
        "cem@example.com" when city = "Kiel"
        "dora@example.com"
    }

    funnel way per project {
        stage contact
        stage lead     handled by marketing    within 30 days else suggest demote to contact
        stage prospect handled by sales        requires budget
        stage customer
        stage lost     final

        contact  to lead     when campaign_joined or opportunity_opened
        lead     to prospect when offer_made or converted
        prospect to customer when offer_accepted and employees >= 10
        lead     to contact  when demoted
        prospect to lost     when opportunity_lost
    }

    score bant {
        budget weight 60 { 100 when budget >= \(budgetForAll) EUR, 40 when budget >= 1_000 EUR, 0 otherwise }
        size   weight 40 { 100 when employees >= 30, 20 otherwise }
    }

    grades of bant {
        A from \(gradeA) { open opportunity, suggest convert to prospect }
        B from 40 { notify "look at it", suggest keep in marketing }
        C otherwise { suggest demote to contact }
    }

    segment large of company { employees >= \(springFrom) or (city = "\(city)" and budget >= 18_000 EUR) }
    segment rich of company { budget >= 5_000 EUR }

    campaign spring {
        project  desks uses way
        audience large
        exclude  name in rivals
        purpose  letter
        status   "Sent"
        status   "Answered" responded
        assign   marketing round robin
        qualify  with bant
    }
    \(hasAutumn ? autumn : "")
    """
  }

  private var autumn: String {
    """

    campaign autumn {
        project  boxes uses way
        audience rich
        snapshot
        internal
        limit    \(autumnLimit) by bant
        assign   sales least loaded
        qualify  with bant
    }
    """
  }
}
