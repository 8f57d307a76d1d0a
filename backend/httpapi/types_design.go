package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"kontora/backend/administration"
)

// designRoutes are those of the people who administer types: they see the whole of a type, and take it and its fields out of use.
func (s *server) designRoutes() {
	type design = administration.Design
	add(s, route("list-designs", http.MethodGet, "/type-designs", "List every type with all its fields, those in the archive too", "types"),
		func(_ context.Context, r *request, _ *none) (*answer[list[design]], error) {
			return whole(s.Administration.Designs(r.actor))
		})
	add(s, route("get-design", http.MethodGet, "/type-designs/{type}", "Read a type with all its fields, those in the archive too", "types"),
		func(_ context.Context, r *request, in *typePath) (*answer[design], error) {
			return reply(s.Administration.Design(r.actor, in.Type))
		})
	addRaw[administration.Layout](s, route("arrange-type", http.MethodPut, "/types/{type}/layout", "Lay the fields of a type out in sections", "types"),
		func(ctx context.Context, r *request, in *typeMatchPath, body json.RawMessage) (*answer[design], error) {
			if err := s.Administration.ArrangeType(ctx, r.actor, in.Type, ifMatch(in.IfMatch), body); err != nil {
				return nil, err
			}
			return reply(s.Administration.Design(r.actor, in.Type))
		})
	addRaw[administration.Dependence](s, route("arrange-choices", http.MethodPut, "/types/{type}/fields/{field}/dependence", "Set the choices of a field and of the one that decides which of them fit, such as stages and their pipelines", "types"),
		func(ctx context.Context, r *request, in *fieldMatchPath, body json.RawMessage) (*answer[design], error) {
			if err := s.Administration.ArrangeChoices(ctx, r.actor, in.Type, in.Field, ifMatch(in.IfMatch), body); err != nil {
				return nil, err
			}
			return reply(s.Administration.Design(r.actor, in.Type))
		})
	add(s, noContent(route("remove-type", http.MethodDelete, "/types/{type}", "Remove an archived type", "types")),
		func(ctx context.Context, r *request, in *typeMatchPath) (*none, error) {
			return &none{}, s.Administration.RemoveType(ctx, r.actor, in.Type, ifMatch(in.IfMatch))
		})
	add(s, route("get-field-use", http.MethodGet, "/types/{type}/fields/{field}/use",
		"Tell what would be lost with a field, and what names it", "types"),
		func(ctx context.Context, r *request, in *fieldPath) (*answer[administration.FieldUse], error) {
			return reply(s.Administration.FieldUse(ctx, r.actor, in.Type, in.Field))
		})
	add(s, exportOperation("export-field", "/types/{type}/fields/{field}/contents",
		"Export what records hold in a field, in use or in the archive", "types"), s.exportField)
	add(s, noContent(route("remove-field", http.MethodDelete, "/types/{type}/fields/{field}", "Remove an archived field", "types")),
		func(ctx context.Context, r *request, in *fieldPath) (*none, error) {
			return &none{}, s.Administration.RemoveField(ctx, r.actor, in.Type, in.Field)
		})
}
