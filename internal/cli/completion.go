package cli

import (
	"fmt"
	"sort"
	"strings"

	"github.com/alecthomas/kong"

	"rehearse/internal/rubric"
)

// completionCommand is `rehearse completion`.
type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help tells more, with examples.
func (completionCommand) Help() string {
	return `Prints a script that completes commands, flags, their values and the names of rules.

Examples:

    source <(rehearse completion bash)
    rehearse completion zsh > "${fpath[1]}/_rehearse"
    rehearse completion fish > ~/.config/fish/completions/rehearse.fish`
}

// Run prints the script.
func (c *completionCommand) Run(e *env, k *kong.Kong) error {
	items := completions(k.Model.Node, "")
	switch c.Shell {
	case "bash":
		bashCompletion(e, items)
	case "zsh":
		zshCompletion(e, items)
	case "fish":
		fishCompletion(e, items)
	}
	return nil
}

// completion is what can follow one command.
type completion struct {
	// path is the command with its parents, such as "rubric show".
	path string
	// commands, flags and words are what can come next.
	commands, flags []described
	words           []string
	// files is set where a file's name can come next.
	files bool
}

// described is a word with its help.
type described struct {
	word, help string
	// values are what can follow a flag; takes is set where anything can.
	values []string
	takes  bool
}

// completions walks the model of the command line, parents first.
func completions(n *kong.Node, path string) []completion {
	c := completion{path: path}
	for _, child := range n.Children {
		if !child.Hidden {
			c.commands = append(c.commands, described{word: child.Name, help: child.Help})
		}
	}
	c.flags = append(c.flags, described{word: "--help", help: "Show help."})
	for _, f := range n.Flags {
		if f.Name != "help" && !f.Hidden {
			c.flags = append(c.flags, describeFlag(f))
		}
	}
	for _, p := range n.Positional {
		words := argumentWords(path, p)
		c.words = append(c.words, words...)
		c.files = c.files || len(words) == 0 || path == "rubric show"
	}
	out := []completion{c}
	for _, child := range n.Children {
		out = append(out, completions(child, strings.TrimSpace(path+" "+child.Name))...)
	}
	return out
}

func describeFlag(f *kong.Flag) described {
	d := described{word: "--" + f.Name, help: f.Help, takes: !f.IsBool() && f.Name != "version"}
	switch {
	case f.Enum != "":
		d.values = enumValues(f.Enum)
	case f.Name == "rubric":
		d.values = rubric.Builtin()
	}
	return d
}

func enumValues(enum string) []string {
	var out []string
	for _, v := range strings.Split(enum, ",") {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

// argumentWords are the words that an argument can be.
func argumentWords(path string, p *kong.Positional) []string {
	switch {
	case p.Enum != "":
		return enumValues(p.Enum)
	case path == "explain":
		names := ruleNames()
		sort.Strings(names)
		return names
	case path == "rubric show":
		return rubric.Builtin()
	}
	return nil
}

func words(list []described) string {
	var out []string
	for _, d := range list {
		out = append(out, d.word)
	}
	return strings.Join(out, " ")
}

// bashCompletion prints the script for bash: a table of what can follow each
// command and each flag.
func bashCompletion(e *env, items []completion) {
	fmt.Fprint(e.out, `# bash completion of rehearse; load it with: source <(rehearse completion bash)
_rehearse() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path="" word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case "$path/$word" in
`)
	for _, c := range items[1:] {
		parent, name := splitPath(c.path)
		fmt.Fprintf(e.out, "            '%s/%s') path='%s' ;;\n", parent, name, c.path)
	}
	fmt.Fprint(e.out, "        esac\n    done\n    COMPREPLY=()\n    case \"$path $prev\" in\n")
	for _, c := range items {
		for _, f := range c.flags {
			if f.takes {
				fmt.Fprintf(e.out, "        '%s %s') COMPREPLY=($(compgen %s-- \"$cur\")); return ;;\n", c.path, f.word, bashValues(f.values))
			}
		}
	}
	fmt.Fprint(e.out, "    esac\n    case \"$path\" in\n")
	for _, c := range items {
		files := ""
		if c.files {
			files = "-f "
		}
		plainWords := strings.TrimSpace(words(c.commands) + " " + strings.Join(c.words, " "))
		fmt.Fprintf(e.out, "        '%s') if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '%s' -- \"$cur\")); else COMPREPLY=($(compgen %s-W '%s' -- \"$cur\")); fi ;;\n",
			c.path, words(c.flags), files, plainWords)
	}
	fmt.Fprint(e.out, "    esac\n}\ncomplete -o filenames -F _rehearse rehearse\n")
}

func bashValues(values []string) string {
	if len(values) == 0 {
		return "-f "
	}
	return "-W '" + strings.Join(values, " ") + "' "
}

func splitPath(path string) (parent, name string) {
	if i := strings.LastIndexByte(path, ' '); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

// zshCompletion prints the script for zsh.
func zshCompletion(e *env, items []completion) {
	fmt.Fprint(e.out, `#compdef rehearse
# zsh completion of rehearse; put it into a folder of $fpath as _rehearse
_rehearse() {
    local rpath="" i
    local -a options
    for ((i = 2; i < CURRENT; i++)); do
        case "$rpath/$words[i]" in
`)
	for _, c := range items[1:] {
		parent, name := splitPath(c.path)
		fmt.Fprintf(e.out, "            '%s/%s') rpath='%s' ;;\n", parent, name, c.path)
	}
	fmt.Fprint(e.out, "        esac\n    done\n    case \"$rpath $words[CURRENT-1]\" in\n")
	for _, c := range items {
		for _, f := range c.flags {
			switch {
			case len(f.values) > 0:
				fmt.Fprintf(e.out, "        '%s %s') compadd -- %s; return ;;\n", c.path, f.word, strings.Join(f.values, " "))
			case f.takes:
				fmt.Fprintf(e.out, "        '%s %s') _files; return ;;\n", c.path, f.word)
			}
		}
	}
	fmt.Fprint(e.out, "    esac\n    case \"$rpath\" in\n")
	for _, c := range items {
		fmt.Fprintf(e.out, "        '%s')\n            options=(%s)\n", c.path, zshDescribed(c))
		fmt.Fprint(e.out, "            _describe 'rehearse' options\n")
		if c.files {
			fmt.Fprint(e.out, "            _files\n")
		}
		fmt.Fprint(e.out, "            ;;\n")
	}
	fmt.Fprint(e.out, "    esac\n}\nif [ \"$funcstack[1]\" = _rehearse ]; then _rehearse \"$@\"; else compdef _rehearse rehearse; fi\n")
}

func zshDescribed(c completion) string {
	var out []string
	for _, d := range append(append([]described{}, c.commands...), c.flags...) {
		out = append(out, shellQuote(d.word+":"+strings.ReplaceAll(d.help, ":", "\\:")))
	}
	for _, w := range c.words {
		out = append(out, shellQuote(w))
	}
	return strings.Join(out, " ")
}

// shellQuote puts a text into single quotes for zsh.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// fishCompletion prints the script for fish.
func fishCompletion(e *env, items []completion) {
	fmt.Fprintln(e.out, "# fish completion of rehearse; put it into ~/.config/fish/completions/rehearse.fish\ncomplete -c rehearse -f")
	for _, c := range items {
		when := fishCondition(c)
		for _, d := range c.commands {
			fmt.Fprintf(e.out, "complete -c rehearse -n %s -a %s -d %s\n", when, d.word, fishQuote(d.help))
		}
		for _, f := range c.flags {
			line := fmt.Sprintf("complete -c rehearse -n %s -l %s -d %s", when, strings.TrimPrefix(f.word, "--"), fishQuote(f.help))
			if len(f.values) > 0 {
				line += " -x -a " + fishQuote(strings.Join(f.values, " "))
			} else if f.takes {
				line += " -r"
			}
			fmt.Fprintln(e.out, line)
		}
		if len(c.words) > 0 {
			fmt.Fprintf(e.out, "complete -c rehearse -n %s -a %s\n", when, fishQuote(strings.Join(c.words, " ")))
		}
		if c.files {
			fmt.Fprintf(e.out, "complete -c rehearse -n %s -F\n", when)
		}
	}
}

// fishCondition holds where a command has been given and none below it.
func fishCondition(c completion) string {
	if c.path == "" {
		return fishQuote("__fish_use_subcommand")
	}
	var parts []string
	for _, name := range strings.Fields(c.path) {
		parts = append(parts, "__fish_seen_subcommand_from "+name)
	}
	if len(c.commands) > 0 {
		parts = append(parts, "not __fish_seen_subcommand_from "+words(c.commands))
	}
	return fishQuote(strings.Join(parts, "; and "))
}

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
}
