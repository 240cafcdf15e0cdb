/// The rule set of the benchmark: twenty segments from plain to nested, an audience, a BANT score with grades and a
/// campaign, over the generated contacts. `WorkloadSQL` says the same in SQL.
public let workloadRules = """
  edition 1

  settings {
      currency EUR
      zone "UTC"
      as of 2026-07-01
      contacts from table "contact" key "id"
  }

  fields {
      location               : location from "lat", "lon"
      industry               : text
      industry_section       : text
      employees              : integer
      revenue_eur            : money
      budget_eur             : money
      purchase_horizon_days  : integer
      need_score             : integer
      industry_fit           : decimal
      education              : integer
      lifestyle              : text
      attitude               : text
      motivation             : text
      opt_in                 : yes_no
      blocked                : yes_no
      requested_demo         : yes_no
      visits_30d             : integer
      newsletter_clicks_90d  : integer
      owner_id               : integer
      customer_status        : choice ["lead", "prospect", "customer", "former"]
      decision_role          : choice ["user", "influencer", "decider", "buyer", "gatekeeper"]
  }

  place hamburg = 53.5511, 9.9937

  list technical_industries = ["25", "26", "27", "28", "29", "61", "62", "63", "70", "71", "72", "73"]

  define leads_others = seniority in ["owner", "c_level", "vp", "director"]

  segment companies       { kind = "company" }
  segment technical       { industry in technical_industries }
  segment midsize         { employees in 50..499 }
  segment midmarket       { revenue_eur >= 2_000_000 EUR and revenue_eur < 50_000_000 EUR }
  segment planned_budget  { budget_eur is missing and purchase_horizon_days is known }
  segment sch_names       { last_name exactly starts with "Sch" }
  segment leaders         { job_title contains "leiter" }
  segment in_hamburg      { city = "Hamburg" }
  segment north_postcodes { country = "DE" and postcode in "20000".."25999" }
  segment around_hamburg  { location within 40 km of hamburg }
  segment active          { last_activity_at in last 90 days }
  segment thirties        { age in 30..45 }

  segment writable {
      opt_in
      email is known
      not blocked
  }

  segment leading_women {
      gender = "f"
      leads_others
      education >= 6
  }

  segment forward_looking {
      lifestyle in ["performer", "expeditive", "adaptive", "postmaterial"]
      attitude is known
      attitude != "sceptical"
      motivation in ["growth", "innovation"]
  }

  segment key_accounts {
      any {
          all {
              industry_section in ["C", "J", "M"]
              employees >= 250
          }
          revenue_eur >= 100_000_000 EUR
          all {
              customer_status = "customer"
              owner_id <= 20
          }
      }
  }

  segment left_alone {
      any {
          blocked
          all {
              opt_in is known
              not opt_in
          }
      }
  }

  segment warm_north {
      any {
          north_postcodes
          around_hamburg
      }
      active
      customer_status is known
      customer_status != "customer"
      any {
          visits_30d >= 2
          newsletter_clicks_90d >= 3
          requested_demo
      }
  }

  segment reachable_accounts {
      writable
      key_accounts
      not warm_north
      industry_fit >= 0.5
      need_score >= 20
  }

  segment core {
      any {
          reachable_accounts
          all {
              leading_women
              active
          }
          all {
              forward_looking
              thirties
              created_at >= 2024-07-01
              any {
                  postcode starts with ["1", "2"]
                  email ends with ".de"
              }
          }
      }
  }

  segment audience {
      any {
          key_accounts
          warm_north
          core
      }
      not left_alone
  }

  score bant {
      budget weight 30 {
          100 when budget_eur >= 250_000 EUR
           80 when budget_eur >= 100_000 EUR
           56 when budget_eur >=  25_000 EUR
           32 when budget_eur >=   5_000 EUR
           40 when revenue_eur >= 50_000_000 EUR
           24 when revenue_eur >=  5_000_000 EUR
            0 otherwise
      }
      authority weight 25 {
          100 when decision_role = "decider" and seniority in ["owner", "c_level"]
           88 when decision_role = "decider"
           72 when seniority in ["owner", "c_level"]
           64 when decision_role in ["influencer", "buyer"] and seniority in ["vp", "director"]
           48 when leads_others
           36 when decision_role in ["influencer", "buyer"]
           28 when job_title contains "leiter"
           16 when decision_role = "user"
            4 otherwise
      }
      need weight 25 {
          100 when requested_demo and need_score >= 60
           88 when need_score >= 80
           76 when requested_demo
           68 when need_score >= 60 and visits_30d >= 3
           48 when need_score >= 40
           32 when newsletter_clicks_90d >= 5 or visits_30d >= 5
           20 when industry_fit >= 0.7
            0 otherwise
      }
      time weight 20 {
          100 when purchase_horizon_days <= 30
           80 when purchase_horizon_days <= 90
           52 when purchase_horizon_days <= 180
           28 when purchase_horizon_days <= 365
           24 when last_activity_at in last 14 days and visits_30d >= 4
           12 when last_activity_at in last 30 days
            0 otherwise
      }
  }

  grades of bant {
      A from 70
      B from 40
      C otherwise
  }

  campaign summer {
      internal
      audience audience
      qualify  with bant
  }

  """

/// The same over Bantam's own tables, for contacts that were imported.
public let importedWorkloadRules = workloadRules.split(separator: "\n", omittingEmptySubsequences: false)
  .filter { !$0.contains("contacts from table") }.joined(separator: "\n")
