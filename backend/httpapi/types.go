package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// typeView is an element type as one person sees it: without the fields hidden from him.
type typeView struct {
	Name         string              `json:"name"`
	Version      string              `json:"version"`
	Labels       schema.TypeLabels   `json:"labels"`
	Icon         string              `json:"icon"`
	Default      schema.Default      `json:"default"`
	CreatorKeeps schema.CreatorKeeps `json:"creator_keeps"`
	ParentField  string              `json:"parent_field"`
	AccessFields []string            `json:"access_fields"`
	Supervision  schema.Supervision  `json:"supervision"`
	Comments     bool                `json:"comments"`
	ExistsHint   bool                `json:"exists_hint"`
	Sections     []schema.Section    `json:"sections" doc:"those with fields one sees, in their order; one without labels is a ready one, which the window names"`
	Can          map[string]bool     `json:"can" doc:"whether he may do it on the type at all"`
	Fields       []fieldView         `json:"fields"`
}

type fieldView struct {
	Name         string            `json:"name"`
	Kind         string            `json:"kind"`
	Labels       locale.Labels     `json:"labels"`
	Required     bool              `json:"required"`
	Unique       bool              `json:"unique"`
	Right        schema.FieldRight `json:"right" enum:"masked,read,edit"`
	DefaultRight schema.FieldRight `json:"default_right"`
	Cap          schema.FieldRight `json:"cap"`
	Choices      []schema.Choice   `json:"choices"`
	DependsOn    string            `json:"depends_on" doc:"kind choice: the field whose value decides which choices fit, where one reads it in full"`
	Target       string            `json:"target"`
	Reverse      locale.Labels     `json:"reverse,omitempty" doc:"kind link: the head under which the record stands on the card of the one it leads to; none: the name of its type"`
	Image        bool              `json:"image" doc:"a picture, which the window shows"`
	Section      string            `json:"section"`
	Order        int               `json:"order"`
	Sortable     bool              `json:"sortable"`
	Filterable   bool              `json:"filterable"`
	Operators    []query.Op        `json:"operators"`
	System       bool              `json:"system"`
	Fast         bool              `json:"fast"`
	InSearch     bool              `json:"in_search"`
	Default      json.RawMessage   `json:"default" doc:"what the form of a new record offers; today, now and me are known when it is made"`
	Result       string            `json:"result" doc:"kind calculated: the kind by which its values are written and compared"`
	Formula      string            `json:"formula" doc:"kind calculated, of fields one reads in full"`
	ShowIf       *query.Expr       `json:"show_if" doc:"while it does not match, the card and the form leave the field out; null where he may not read what it tests"`
}

type typePath struct {
	Type string `path:"type"`
}

type typeMatchPath struct {
	Type    string `path:"type"`
	IfMatch string `header:"If-Match"`
}

type fieldPath struct {
	Type  string `path:"type"`
	Field string `path:"field"`
}

type fieldMatchPath struct {
	Type    string `path:"type"`
	Field   string `path:"field"`
	IfMatch string `header:"If-Match"`
}

type newType struct {
	administration.TypeFields
	Fields     []administration.FieldFields `json:"fields,omitempty"`
	RightsLike string                       `json:"rights_like,omitempty" doc:"a type: every profile gets the actions on the new one that it has on this one"`
}

func (s *server) typeRoutes() {
	add(s, route("list-types", http.MethodGet, "/types", "List the element types one may view", "types"),
		func(_ context.Context, r *request, _ *none) (*answer[list[typeView]], error) {
			items := []typeView{}
			for _, t := range s.Administration.Model().Schema.Types() {
				if r.actor.Rights.May(access.View, t.No) {
					items = append(items, s.typeView(r.actor, t))
				}
			}
			return whole(items, nil)
		})
	add(s, route("get-type", http.MethodGet, "/types/{type}", "Read one element type", "types"),
		func(_ context.Context, r *request, in *typePath) (*answer[typeView], error) {
			return reply(s.visibleType(r.actor, in.Type))
		})
	addRaw[newType](s, created(route("create-type", http.MethodPost, "/types", "Make an element type", "types")),
		func(ctx context.Context, r *request, _ *none, body json.RawMessage) (*answer[typeView], error) {
			name, err := s.Administration.CreateType(ctx, r.actor, body)
			return s.typeAfter(r, name, err)
		})
	s.designRoutes()
	addRaw[administration.TypeFields](s, route("change-type", http.MethodPatch, "/types/{type}", "Change an element type", "types"),
		func(ctx context.Context, r *request, in *typeMatchPath, body json.RawMessage) (*answer[typeView], error) {
			return s.typeAfter(r, in.Type, s.Administration.ChangeType(ctx, r.actor, in.Type, ifMatch(in.IfMatch), body))
		})
	addRaw[administration.FieldFields](s, created(route("add-field", http.MethodPost, "/types/{type}/fields", "Add a field", "types")),
		func(ctx context.Context, r *request, in *typePath, body json.RawMessage) (*answer[typeView], error) {
			return s.typeAfter(r, in.Type, s.Administration.AddField(ctx, r.actor, in.Type, body))
		})
	addRaw[administration.FieldFields](s, route("change-field", http.MethodPatch, "/types/{type}/fields/{field}", "Change a field", "types"),
		func(ctx context.Context, r *request, in *fieldPath, body json.RawMessage) (*answer[typeView], error) {
			return s.typeAfter(r, in.Type, s.Administration.ChangeField(ctx, r.actor, in.Type, in.Field, body))
		})
}

// typeAfter shows a type after a change under the rights that hold then: who made it may not see what he made.
func (s *server) typeAfter(r *request, name string, err error) (*answer[typeView], error) {
	if err != nil {
		return nil, err
	}
	actor, err := s.actorOf(r.session)
	if err != nil {
		return nil, err
	}
	types := s.Administration.Model().Schema
	t, ok := types.Type(name)
	if at := slices.IndexFunc(types.Archived(), func(t *schema.ElementType) bool { return t.Name == name }); at >= 0 {
		t, ok = types.Archived()[at], true
	}
	if !ok {
		return nil, fault.Missing()
	}
	return reply(s.typeView(actor, t), nil)
}

func (s *server) visibleType(actor access.Actor, name string) (typeView, error) {
	t, ok := s.Administration.Model().Schema.Type(name)
	if !ok || !actor.Rights.May(access.View, t.No) {
		return typeView{}, fault.Missing()
	}
	return s.typeView(actor, t), nil
}

func (s *server) typeView(actor access.Actor, t *schema.ElementType) typeView {
	state := s.Administration.State()
	v := typeView{
		Name: t.Name, Version: state.Version(t.No), Labels: t.Labels, Icon: t.Icon, Default: t.Default, CreatorKeeps: t.CreatorKeeps,
		ParentField: t.ParentField, AccessFields: []string{}, Supervision: t.Supervision,
		Comments: t.Comments, ExistsHint: t.ExistsHint, Sections: []schema.Section{}, Can: make(map[string]bool), Fields: []fieldView{},
	}
	for _, action := range access.Actions() {
		v.Can[action.String()] = actor.Rights.May(action, t.No)
	}
	for _, f := range t.Fields {
		if right := actor.Rights.Field(t, f); right != schema.Hidden {
			field := viewField(f, right)
			field.ShowIf = readableCondition(actor, t, f)
			field.depend(actor, t, f)
			v.Fields = append(v.Fields, field)
		}
	}
	for _, section := range t.AllSections() {
		if slices.ContainsFunc(v.Fields, func(f fieldView) bool { return f.Section == section.Name }) {
			v.Sections = append(v.Sections, section)
		}
	}
	for _, name := range t.AccessFields {
		if f, ok := t.Field(name); ok && (actor.Rights.Field(t, f) != schema.Hidden || actor.Rights.Feature(access.AdministrationTypes)) {
			v.AccessFields = append(v.AccessFields, name)
		}
	}
	slices.SortStableFunc(v.Fields, func(a, b fieldView) int { return a.Order - b.Order })
	return v
}

// readableCondition is the condition of showing a field, as far as the actor may read what it tests: it would tell of hidden fields.
func readableCondition(actor access.Actor, t *schema.ElementType, f *schema.Field) *query.Expr {
	if f.ShowIf.IsZero() {
		return nil
	}
	for _, name := range f.ShowIf.Fields() {
		if other, ok := t.Field(name); !ok || actor.Rights.Field(t, other).Rank() < schema.Read.Rank() {
			return nil
		}
	}
	return &f.ShowIf
}

// depend tells on which field the choices depend and beside which of its values they fit, to who may read that field in full: its values
// would be told to others by it.
func (v *fieldView) depend(actor access.Actor, t *schema.ElementType, f *schema.Field) {
	on, ok := t.Field(f.DependsOn)
	if ok && actor.Rights.Field(t, on).Rank() >= schema.Read.Rank() {
		v.DependsOn = f.DependsOn
		return
	}
	for i := range v.Choices {
		v.Choices[i].For = nil
	}
}

func viewField(f *schema.Field, right schema.FieldRight) fieldView {
	clear := right.Rank() >= schema.Read.Rank()
	v := fieldView{
		Name: f.Name, Kind: f.Kind, Labels: f.Labels, Required: f.Required, Unique: f.Unique, Right: right, DefaultRight: f.DefaultRight, Cap: f.Cap,
		Choices: append([]schema.Choice{}, f.Choices...), Target: f.Target, Reverse: f.Reverse,
		Image: f.Image, Section: f.Section, Order: f.Order,
		Sortable: clear && f.Kind != schema.KindLongText && f.Kind != schema.KindLink, Filterable: clear, Operators: []query.Op{}, System: f.System, Fast: f.Fast, InSearch: f.InSearch,
	}
	v.Result = f.Result
	if right == schema.Edit {
		v.Default = f.Start
	}
	if clear {
		v.Formula = f.Formula
		v.Operators = append(v.Operators, f.Ops()...)
	}
	return v
}
