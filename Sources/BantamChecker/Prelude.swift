/// The built-in fields, written in Bantam. A rule set that declares one of these names again gives it another type,
/// context or column.
public enum Prelude {
  public static let path = "prelude.bant"

  public static let text = """
    ## Whether the contact is a company or a person.
    fields {
        kind             : choice ["company", "person"]
        name             : text
        email            : text
        ## What follows the @ of the e-mail address.
        email_domain     : text = domain of email
        phone            : text
        website          : text
        street           : text
        postcode         : text
        city             : text
        state            : text
        country          : text
        location         : location from "latitude", "longitude"
        language         : text
        source           : text
        tags             : tags
        notes            : text
        owner            : text
        created_at       : datetime
        updated_at       : datetime
        last_activity_at : datetime
    }

    fields of company {
        legal_form       : text
        industry         : text
        industry_code    : text
        employees        : integer
        revenue          : money
        founded          : integer
        customer_number  : text
    }

    fields of person {
        salutation       : text
        first_name       : text
        last_name        : text
        gender           : text
        birth_date       : date
        ## Completed years since the birth date.
        age              : integer = full years since birth_date
        job_title        : text
        department       : text
        seniority        : text
        education        : text
    }

    fields of activity {
        detail           : text
        amount           : money
    }
    """
}
