//! Arguments that mean nothing here, told in the language of messages. What clap prints itself is the help, which people
//! ask for, and the rare mistake that has no sentence of its own.

use clap::Parser;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

use super::Cli;
use super::Exit;
use super::locale;
use crate::catalogue::Values;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::report::Reporter;
use crate::report::Style;

/// The arguments; else what is wrong with them has been said.
pub(super) fn parse() -> Result<Cli, Exit> {
    Cli::try_parse().map_err(|error| {
        let reporter = Reporter::new(Messages::new(speech()), Style::Human, false);
        if !tell(&error, &reporter) {
            // Where nobody can be told there is nobody to tell that either.
            let _ = error.print();
        }
        if error.exit_code() == 0 { Exit::Done } else { Exit::Usage }
    })
}

/// The language, where the arguments could not be understood.
fn speech() -> Speech {
    let arguments: Vec<String> = arguments().collect();
    let behind = arguments.iter().zip(arguments.iter().skip(1));
    let behind = behind.filter(|(option, _)| *option == "--lang").map(|(_, value)| value.as_str());
    let joined = arguments.iter().filter_map(|argument| argument.strip_prefix("--lang="));
    let asked =
        behind.chain(joined).find_map(|tag| Speech::ALL.into_iter().find(|speech| speech.tag() == tag));
    asked.unwrap_or_else(|| Speech::of_locale(locale().as_deref()))
}

/// Says what is wrong and what to type. Not all that clap can find has words here.
fn tell(error: &clap::Error, reporter: &Reporter) -> bool {
    let text = |kind| context(error, kind).into_iter().next().unwrap_or_default();
    let option = || text(ContextKind::InvalidArg);
    let (id, values) = match error.kind() {
        ErrorKind::UnknownArgument => ("usage-unknown-argument", Values::new().text("found", option())),
        ErrorKind::InvalidSubcommand => {
            ("usage-unknown-command", Values::new().text("found", text(ContextKind::InvalidSubcommand)))
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            ("usage-no-value", Values::new().text("option", option()))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let values =
                Values::new().text("option", option()).text("found", text(ContextKind::InvalidValue));
            ("usage-bad-value", values)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = context(error, ContextKind::InvalidArg).join("`, `");
            ("usage-missing", Values::new().text("option", missing))
        }
        ErrorKind::ArgumentConflict => {
            let values = Values::new().text("option", option()).text("other", text(ContextKind::PriorArg));
            ("usage-together", values)
        }
        _ => return false,
    };
    reporter.failure(id, &values);
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near: Vec<String> = near.into_iter().flat_map(|kind| context(error, kind)).collect();
    let advise = |id: &str, names: &[String]| {
        if !names.is_empty() {
            reporter.advice(id, &Values::new().text("names", format!("`{}`", names.join("`, `"))));
        }
    };
    advise("did-you-mean", &near);
    advise("one-of", &context(error, ContextKind::ValidValue));
    if option().contains("<DATE>") {
        advise("for-example", &[super::A_DAY.to_owned()]);
    }
    reporter.advice("usage-help", &Values::new().text("command", command()));
    true
}

/// What clap knows of the mistake.
fn context(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// The command whose help says more: `loa qr export`.
fn command() -> String {
    let mut command = <Cli as clap::CommandFactory>::command();
    let mut words = vec![command.get_name().to_owned()];
    for argument in arguments().skip(1) {
        let Some(next) = command.find_subcommand(&argument) else { continue };
        words.push(next.get_name().to_owned());
        command = next.clone();
    }
    words.join(" ")
}

/// What was typed, as far as it is text.
fn arguments() -> impl Iterator<Item = String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned())
}
