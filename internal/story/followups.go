package story

import "strings"

// replyIndent stands before the further lines of a reply. Four blanks make
// them text to whatever reads headings.
const replyIndent = "    "

// writeFollowUps writes questions and replies. A reply that one line can't
// hold is written after a comment, and its further lines are indented:
//
//   - Q: And what would you do now?
//     A: <!-- rehearse: text -->I would ask first.
//
//     Then I would wait.
func writeFollowUps(w *strings.Builder, list []FollowUp) {
	if len(list) == 0 {
		return
	}
	heading(w, "Follow-ups")
	for _, f := range list {
		w.WriteString("\n- Q: " + writeQuestion(validText(f.Question)) + "\n")
		if reply := normalLines(validText(f.Reply)); reply != "" {
			w.WriteString("  A: " + writeReply(reply) + "\n")
		}
	}
}

// writeQuestion writes a question on its line.
func writeQuestion(q string) string {
	if !strings.ContainsAny(q, "\r\n") && !strings.Contains(q, "<!--") {
		if back := followUps("- Q: " + q); len(back) == 1 && back[0] == (FollowUp{Question: q}) {
			return q
		}
	}
	return textMark + escapeLine(q, "")
}

func writeReply(reply string) string {
	if !strings.Contains(reply, "\n") && !strings.Contains(reply, "<!--") {
		if back := followUps("- Q: x?\n  A: " + reply); len(back) == 1 && back[0].Reply == reply {
			return reply
		}
	}
	lines := strings.Split(closeComments(reply), "\n")
	for i := 1; i < len(lines); i++ {
		if lines[i] != "" {
			lines[i] = replyIndent + lines[i]
		}
	}
	return textMark + strings.Join(lines, "\n")
}

// followUps reads questions and what to say to them: "Q:" and "A:" on one
// line or two, a question in quotes and a hint in the next point, or what
// writeFollowUps wrote.
func followUps(text string) []FollowUp {
	var out []FollowUp
	lines := strings.Split(normalLines(text), "\n")
	for i := 0; i < len(lines); i++ {
		t := strings.TrimLeft(lines[i], " \t")
		if q, ok := strings.CutPrefix(t, "- Q: "+textMark); ok {
			out = append(out, FollowUp{Question: unescapeLine(q)})
			continue
		}
		if first, ok := strings.CutPrefix(t, "A: "+textMark); ok && len(out) > 0 {
			end := replyEnd(lines, i+1)
			out[len(out)-1].Reply = joinText(out[len(out)-1].Reply, readReply(first, lines[i+1:end]))
			i = end - 1
			continue
		}
		if item, _ := cutBullet(strings.TrimLeft(t, "#>")); item != "" {
			out = addFollowUp(out, item)
		}
	}
	return out
}

// replyEnd is the index of the line after a reply.
func replyEnd(lines []string, from int) int {
	for from < len(lines) && (lines[from] == "" || strings.HasPrefix(lines[from], replyIndent)) {
		from++
	}
	return from
}

func readReply(first string, more []string) string {
	var b strings.Builder
	b.WriteString(first)
	for _, l := range more {
		b.WriteString("\n" + strings.TrimPrefix(l, replyIndent))
	}
	return openComments(normalLines(b.String()))
}

func addFollowUp(out []FollowUp, item string) []FollowUp {
	plain := strings.Trim(item, "*_")
	if plain == "" {
		plain = item
	}
	if q, ok := cutName(plain, "q", "question"); ok {
		q, reply := splitReply(q)
		return append(out, FollowUp{unquote(q), unquote(reply)})
	}
	last := len(out) - 1
	if reply, ok := cutName(plain, "a", "answer", "reply", "hint"); ok && last >= 0 {
		out[last].Reply = joinText(out[last].Reply, unquote(reply))
		return out
	}
	if last < 0 || plain[0] == '"' || strings.HasPrefix(plain, "“") || strings.HasSuffix(plain, "?") {
		return append(out, FollowUp{Question: unquote(plain)})
	}
	out[last].Reply = joinText(out[last].Reply, item)
	return out
}
