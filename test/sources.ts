import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** The source files of the project, read once, for tests about the code itself. */
const root = join(import.meta.dirname, '..')

export type Import = { from: string; typeOnly: boolean }
export type Source = { path: string; text: string; lines: number; imports: Import[]; tree: ts.SourceFile }

const generated = /(^|\/)(node_modules|build|\.svelte-kit|rendered)\//

/** Every file below `folder` whose path matches, with its imports resolved to paths from the root. */
export function sources(folder: string, matching = /\.ts$/): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && matching.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !generated.test(path))
    .sort()
    .map(read)
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  for (const statement of tree.statements) {
    const from = (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier
    if (!from || !ts.isStringLiteral(from)) continue
    const typeOnly = ts.isImportDeclaration(statement) ? onlyTypes(statement) : statement.isTypeOnly
    const target = from.text.startsWith('.') ? join(dirname(path), from.text) : from.text
    imports.push({ from: target, typeOnly })
  }
  return { path, text, lines: text.split('\n').length - 1, imports, tree }
}

function onlyTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false
  if (importClause.isTypeOnly) return true
  const names = importClause.namedBindings
  return !importClause.name && !!names && ts.isNamedImports(names) && names.elements.every((one) => one.isTypeOnly)
}

export type NamedFunction = { name: string; lines: number }

/** Functions and methods with the number of lines that are their own: those of functions inside them are not. */
export function functionsOf({ tree }: Source): NamedFunction[] {
  const found: NamedFunction[] = []
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line
  /** Returns how many lines the functions directly inside `node` span. */
  const visit = (node: ts.Node): number => {
    let inside = 0
    ts.forEachChild(node, (child) => {
      inside += visit(child)
    })
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inside
    const lines = lineOf(node.end) - lineOf(node.getStart(tree)) + 1
    found.push({ name: nameOf(node), lines: lines - inside })
    return lines > 3 ? lines : 0
  }
  visit(tree)
  return found
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText()
  const { parent } = node
  return parent && 'name' in parent && parent.name ? (parent.name as ts.Node).getText() : '(anonymous)'
}
