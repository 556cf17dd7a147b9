//! Points in time and their two ASN.1 forms (X.680 sections 46 and 47, RFC 5280 section 4.1.2.5).

use crate::asn1::der::tag;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// A UTC date and time in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// 0 to 9999 where it comes from ASN.1.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Civil {
    /// The date and time `seconds` after 1970-01-01T00:00:00Z.
    pub fn from_unix(seconds: i64) -> Self {
        let days = seconds.div_euclid(DAY);
        let of_day = seconds.rem_euclid(DAY);
        // Years that begin in March put the leap day at their end; 400 of them are an era.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: month as u8,
            day: day as u8,
            hour: (of_day / 3_600) as u8,
            minute: (of_day / 60 % 60) as u8,
            second: (of_day % 60) as u8,
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn to_unix(self) -> i64 {
        let time =
            i64::from(self.hour) * 3_600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days_from_epoch(self.year, self.month, self.day) * DAY + time
    }

    /// 0 is Sunday.
    pub fn weekday(self) -> u8 {
        (days_from_epoch(self.year, self.month, self.day) + 4).rem_euclid(7) as u8
    }

    /// 0 is the first of January.
    pub fn day_of_year(self) -> u16 {
        (days_from_epoch(self.year, self.month, self.day) - days_from_epoch(self.year, 1, 1)) as u16
    }

    /// The text of a UTCTime, `YYMMDDHHMMSSZ`.
    pub fn utc_time(self) -> String {
        format!("{:02}{}", self.year.rem_euclid(100), self.after_year())
    }

    /// The text of a GeneralizedTime, `YYYYMMDDHHMMSSZ`.
    pub fn generalized_time(self) -> String {
        format!("{:04}{}", self.year, self.after_year())
    }

    /// The form RFC 5280 demands: UTCTime for 1950 to 2049, else GeneralizedTime; with its tag.
    /// `None` outside the years 0 to 9999.
    pub fn rfc5280(self) -> Option<(u8, String)> {
        match self.year {
            1950..2050 => Some((tag::UTC_TIME, self.utc_time())),
            0..10_000 => Some((tag::GENERALIZED_TIME, self.generalized_time())),
            _ => None,
        }
    }

    fn after_year(self) -> String {
        let Self {
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self;
        format!("{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }
}

/// How much a reader of ASN.1 times forgives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// What ASN.1 allows: seconds may be left out, fractions and time zones may be there.
    Asn1,
    /// RFC 5280 section 4.1.2.5: seconds, `Z`, nothing else.
    Rfc5280,
}

/// What [`parse`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed<'a> {
    /// The time, converted to UTC.
    pub civil: Civil,
    /// The fraction of the seconds with its dot, or nothing.
    pub fraction: &'a str,
    /// True when the text ends with `Z`.
    pub zulu: bool,
}

/// Reads a UTCTime or GeneralizedTime, as `tag` says. `None` when it is neither or wrong.
pub fn parse(tag: u8, text: &[u8], rules: Rules) -> Option<Parsed<'_>> {
    let text = std::str::from_utf8(text).ok()?;
    let mut rest = text;
    let year = match tag {
        tag::UTC_TIME => {
            let short = i64::from(two_digits(&mut rest, 0, 99)?);
            if short < 50 {
                2000 + short
            } else {
                1900 + short
            }
        }
        tag::GENERALIZED_TIME => {
            let century = i64::from(two_digits(&mut rest, 0, 99)?);
            century * 100 + i64::from(two_digits(&mut rest, 0, 99)?)
        }
        _ => return None,
    };
    let month = two_digits(&mut rest, 1, 12)?;
    let day = two_digits(&mut rest, 1, days_in_month(year, month))?;
    let hour = two_digits(&mut rest, 0, 23)?;
    let minute = two_digits(&mut rest, 0, 59)?;
    let has_seconds = rules == Rules::Rfc5280 || !rest.starts_with(['Z', '+', '-']);
    let second = if has_seconds {
        two_digits(&mut rest, 0, 59)?
    } else {
        0
    };
    let fraction = match (tag, rules) {
        (tag::GENERALIZED_TIME, Rules::Asn1) => take_fraction(&mut rest)?,
        _ => "",
    };
    let civil = Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
    };
    if rest == "Z" {
        return Some(Parsed {
            civil,
            fraction,
            zulu: true,
        });
    }
    if rules == Rules::Rfc5280 {
        return None;
    }
    let east = match rest.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    rest = &rest[1..];
    let offset = i64::from(two_digits(&mut rest, 0, 12)?) * 3_600
        + i64::from(two_digits(&mut rest, 0, 59)?) * 60;
    let civil = Civil::from_unix(civil.to_unix() - east * offset);
    rest.is_empty().then_some(Parsed {
        civil,
        fraction,
        zulu: false,
    })
}

fn two_digits(rest: &mut &str, least: u8, most: u8) -> Option<u8> {
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] = rest.as_bytes() else {
        return None;
    };
    let value = (tens - b'0') * 10 + (ones - b'0');
    *rest = &rest[2..];
    (least..=most).contains(&value).then_some(value)
}

/// A dot with one or more digits, or nothing; `None` for a dot alone.
fn take_fraction<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let Some(digits) = rest.strip_prefix('.') else {
        return Some("");
    };
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, after) = rest.split_at(count + 1);
    *rest = after;
    (count > 0).then_some(fraction)
}

fn days_in_month(year: i64, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

fn days_from_epoch(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_round_trips() {
        for seconds in [
            0,
            -1,
            951_782_400,
            1_709_164_800,
            253_402_300_799,
            -62_167_219_200,
        ] {
            assert_eq!(Civil::from_unix(seconds).to_unix(), seconds);
        }
        let leap = Civil::from_unix(1_709_164_800);
        assert_eq!(
            (leap.year, leap.month, leap.day, leap.weekday()),
            (2024, 2, 29, 4)
        );
        assert_eq!(leap.day_of_year(), 59);
    }

    #[test]
    fn forms_by_year() {
        let text = |seconds| Civil::from_unix(seconds).rfc5280();
        assert_eq!(text(0), Some((tag::UTC_TIME, "700101000000Z".into())));
        assert_eq!(
            text(2_524_608_000),
            Some((tag::GENERALIZED_TIME, "20500101000000Z".into()))
        );
        assert_eq!(text(253_402_300_800), None);
    }

    #[test]
    fn what_the_rules_take() {
        let utc = |text: &str, rules| {
            parse(tag::UTC_TIME, text.as_bytes(), rules).map(|found| found.civil.to_unix())
        };
        assert_eq!(utc("700101000000Z", Rules::Rfc5280), Some(0));
        assert_eq!(utc("7001010000Z", Rules::Asn1), Some(0));
        assert_eq!(utc("7001010000Z", Rules::Rfc5280), None);
        assert_eq!(utc("700101010000+0100", Rules::Asn1), Some(0));
        assert_eq!(utc("700101010000+0100", Rules::Rfc5280), None);
        for wrong in [
            "",
            "70",
            "700101000000",
            "701301000000Z",
            "700230000000Z",
            "700101000000Zx",
        ] {
            assert_eq!(utc(wrong, Rules::Asn1), None, "{wrong}");
        }
        let general =
            |text: &'static str, rules| parse(tag::GENERALIZED_TIME, text.as_bytes(), rules);
        let found = general("20260101000000.25Z", Rules::Asn1).unwrap();
        assert_eq!((found.fraction, found.zulu), (".25", true));
        assert_eq!(general("20260101000000.25Z", Rules::Rfc5280), None);
        assert_eq!(general("20260101000000.Z", Rules::Asn1), None);
        assert_eq!(general("20250229000000Z", Rules::Asn1), None);
    }
}
