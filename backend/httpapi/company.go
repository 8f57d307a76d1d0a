package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/file"
	"kontora/backend/record"
)

type companyMatch struct {
	IfMatch string `header:"If-Match" doc:"the version the change was made on; without it, whatever there is"`
}

type diallingQuery struct {
	Number   string `query:"number"`
	Country  string `query:"country" doc:"ISO 3166"`
	Outside  string `query:"outside" doc:"digits dialled before a number outside the company"`
	Internal int    `query:"internal" doc:"up to how many digits a number is one within the company"`
}

type presetInput struct {
	Preset administration.Preset `json:"preset" enum:"open,strict"`
}

func (s *server) companyRoutes() {
	a := s.Administration
	add(s, route("get-company", http.MethodGet, "/company", "Read the profile of the company", "people"),
		func(ctx context.Context, r *request, _ *none) (*answer[administration.Company], error) {
			return reply(a.Company(ctx, r.actor))
		})
	add(s, givingFile(route("get-logo", http.MethodGet, "/company/logo", "Fetch the logo of the company", "people")), s.fetchLogo)
	addRaw[administration.CompanyFields](s, route("change-company", http.MethodPatch, "/company", "Change what is sent of the profile of the company", "people"),
		func(ctx context.Context, r *request, in *companyMatch, body json.RawMessage) (*answer[administration.Company], error) {
			return reply(a.ChangeCompany(ctx, r.actor, ifMatch(in.IfMatch), body))
		})
	add(s, route("try-dialling", http.MethodGet, "/company/dialling", "See how a number typed in would be kept and dialled", "people"),
		func(ctx context.Context, r *request, in *diallingQuery) (*answer[administration.Dialled], error) {
			return reply(a.TryDialling(ctx, r.actor, in.Country, in.Outside, in.Internal, in.Number))
		})
	add(s, route("get-file-space", http.MethodGet, "/company/file-space", "How much of the office's disk is left for files", "people"),
		func(ctx context.Context, r *request, _ *none) (*answer[file.Space], error) {
			return reply(s.Files.Space(ctx, r.actor))
		})
	addBody(s, noContent(described(route("apply-preset", http.MethodPost, "/types/preset", "Open or close all ready types at once", "types"),
		"open: as the types came; strict: private. Types that the company made itself stay as they are.")),
		func(ctx context.Context, r *request, _ *none, body presetInput) (*none, error) {
			return nil, a.ApplyPreset(ctx, r.actor, body.Preset)
		})
}

func (s *server) fetchLogo(ctx context.Context, r *request, in *SmallQuery) (*huma.StreamResponse, error) {
	logo, _, ok := s.Administration.Logo(r.actor)
	if !ok {
		return nil, fault.Missing()
	}
	content, err := s.Files.OpenContent(ctx, logo.Digest)
	if err != nil {
		return nil, err
	}
	return s.give(ctx, record.StoredFile{Name: logo.Name, MediaType: logo.MediaType, Digest: logo.Digest}, content, true, in.edge())
}
