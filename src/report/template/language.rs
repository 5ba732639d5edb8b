//! What a template may say: loops and conditions over what is given. Nothing in it makes much of little, so that a hostile
//! template costs neither time nor memory worth speaking of.

use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, Token, parse, tokenize};
use minijinja::syntax::SyntaxConfig;

use super::error::TemplateError;

/// Words and marks between `{{` and `}}`: the engine follows them down as deep.
const TAG: usize = 100;
/// All `elif` of a template, which the engine follows down as deep too.
const ELIFS: usize = 50;

/// Refuses what a template must not say.
///
/// # Errors
/// The first thing in it that is wrong.
pub(super) fn check(source: &str, syntax: &SyntaxConfig) -> Result<(), TemplateError> {
    let mut in_tag = 0;
    let mut elifs = 0;
    for token in tokenize(source, false, syntax.clone()) {
        // The parser meets the same mistake, and knows better how to say it.
        let Ok((token, span)) = token else { break };
        match token {
            Token::VariableStart | Token::BlockStart => in_tag = 0,
            Token::Ident("elif") => elifs += 1,
            _ => {}
        }
        in_tag += 1;
        let refuse = |words: &str| Err(refused(source, span, words));
        if in_tag > TAG {
            return refuse("this tag is too long");
        }
        if elifs > ELIFS {
            return refuse("there are too many `elif`");
        }
    }
    let tree =
        parse(source, "", syntax.clone()).map_err(|error| TemplateError::of(source, &error))?;
    Walk { source }.statement(&tree)
}

fn refused(source: &str, span: Span, words: &str) -> TemplateError {
    TemplateError::at(source, span.start_offset as usize, words)
}

/// The engine bounds how deep statements stand, and [`check`] how deep expressions do.
struct Walk<'s> {
    source: &'s str,
}

type Checked = Result<(), TemplateError>;

impl Walk<'_> {
    fn refuse(&self, span: Span, words: &str) -> Checked {
        Err(refused(self.source, span, words))
    }

    fn statements(&self, all: &[Stmt<'_>]) -> Checked {
        all.iter()
            .try_for_each(|statement| self.statement(statement))
    }

    fn statement(&self, statement: &Stmt<'_>) -> Checked {
        match statement {
            Stmt::Template(template) => self.statements(&template.children),
            Stmt::EmitRaw(_) => Ok(()),
            Stmt::EmitExpr(emit) => self.expression(&emit.expr),
            Stmt::ForLoop(each) if each.recursive => {
                self.refuse(each.span(), "a loop cannot be `recursive`")
            }
            Stmt::ForLoop(each) => {
                self.target(&each.target)?;
                self.expression(&each.iter)?;
                self.maybe(each.filter_expr.as_ref())?;
                self.statements(&each.body)?;
                self.statements(&each.else_body)
            }
            Stmt::IfCond(condition) => {
                self.expression(&condition.expr)?;
                self.statements(&condition.true_body)?;
                self.statements(&condition.false_body)
            }
            Stmt::Set(set) => {
                self.target(&set.target)?;
                self.expression(&set.expr)
            }
            Stmt::WithBlock(with) => {
                for (target, value) in &with.assignments {
                    self.target(target)?;
                    self.expression(value)?;
                }
                self.statements(&with.body)
            }
            Stmt::SetBlock(block) => self.refuse(
                block.span(),
                "`set` takes a value: `{% set name = value %}`",
            ),
            Stmt::AutoEscape(block) => self.refuse(
                block.span(),
                "words are always escaped: `autoescape` cannot be changed",
            ),
            Stmt::FilterBlock(block) => self.refuse(
                block.span(),
                "`filter` blocks are not for templates of `po`",
            ),
            Stmt::Do(call) => self.refuse(call.span(), "`do` is not for templates of `po`"),
            #[expect(
                unreachable_patterns,
                reason = "what other features of the engine would add"
            )]
            _ => Err(TemplateError::at(
                self.source,
                0,
                "this is not for templates of `po`",
            )),
        }
    }

    /// One name, or several.
    fn target(&self, target: &Expr<'_>) -> Checked {
        match target {
            Expr::Var(_) => Ok(()),
            Expr::List(list) => list.items.iter().try_for_each(|item| self.target(item)),
            Expr::Tuple(tuple) => tuple.items.iter().try_for_each(|item| self.target(item)),
            other => self.refuse(other.span(), "only a name can be set"),
        }
    }

    fn maybe(&self, expression: Option<&Expr<'_>>) -> Checked {
        expression.map_or(Ok(()), |expression| self.expression(expression))
    }

    fn expression(&self, expression: &Expr<'_>) -> Checked {
        match expression {
            Expr::Var(_) | Expr::Const(_) => Ok(()),
            Expr::GetAttr(get) => self.expression(&get.expr),
            Expr::GetItem(get) => {
                self.expression(&get.expr)?;
                self.expression(&get.subscript_expr)
            }
            Expr::Slice(slice) => {
                self.expression(&slice.expr)?;
                let ends = [&slice.start, &slice.stop, &slice.step];
                ends.into_iter()
                    .try_for_each(|end| self.maybe(end.as_ref()))
            }
            Expr::UnaryOp(unary) => match unary.op {
                UnaryOpKind::Not | UnaryOpKind::Neg => self.expression(&unary.expr),
            },
            Expr::Compare(compare) => {
                self.expression(&compare.expr)?;
                compare
                    .ops
                    .iter()
                    .try_for_each(|op| self.expression(&op.expr))
            }
            Expr::BinOp(binary) => {
                let number = |side: &Expr<'_>| match side {
                    Expr::Const(value) => value.value.is_number(),
                    _ => false,
                };
                match binary.op {
                    BinOpKind::Add if number(&binary.left) || number(&binary.right) => {}
                    BinOpKind::Add => {
                        return self.refuse(
                            binary.span(),
                            "`+` adds a number: write `{{ a }}{{ b }}` for two texts",
                        );
                    }
                    BinOpKind::Concat => {
                        return self.refuse(binary.span(), "write `{{ a }}{{ b }}` instead of `~`");
                    }
                    BinOpKind::Mul | BinOpKind::Pow => {
                        return self.refuse(binary.span(), "nothing can be multiplied");
                    }
                    _ => {}
                }
                self.expression(&binary.left)?;
                self.expression(&binary.right)
            }
            Expr::IfExpr(condition) => {
                self.expression(&condition.test_expr)?;
                self.expression(&condition.true_expr)?;
                self.maybe(condition.false_expr.as_ref())
            }
            Expr::Filter(filter) => {
                self.maybe(filter.expr.as_ref())?;
                self.arguments(&filter.args)
            }
            Expr::Test(test) => {
                self.expression(&test.expr)?;
                self.arguments(&test.args)
            }
            Expr::List(list) => self.constants(expression.span(), &list.items),
            Expr::Tuple(tuple) => self.constants(expression.span(), &tuple.items),
            Expr::Map(map) => self.refuse(map.span(), "a template makes no maps"),
            Expr::Call(call) => self.refuse(
                call.span(),
                "there are no functions, only filters: `value | name`",
            ),
        }
    }

    fn constants(&self, span: Span, items: &[Expr<'_>]) -> Checked {
        match items.iter().all(|item| matches!(item, Expr::Const(_))) {
            true => Ok(()),
            false => self.refuse(span, "a list holds only texts and numbers"),
        }
    }

    fn arguments(&self, all: &[CallArg<'_>]) -> Checked {
        all.iter().try_for_each(|argument| match argument {
            CallArg::Pos(value)
            | CallArg::Kwarg(_, value)
            | CallArg::PosSplat(value)
            | CallArg::KwargSplat(value) => self.expression(value),
        })
    }
}
